"""Which of the four kinds a text is, told by its features."""

import re

from index_config.domain import Kind
from ingest.structure.lines import is_run_on, lines_of
from ingest.structure.speakers import inline_turns, line_turns

_SAMPLE = 60_000
_HEAD = 1800
_ENOUGH = 3.0

#: (pattern, weight, only in the head of the text)
_FEATURES: dict[Kind, tuple[tuple[re.Pattern[str], float, bool], ...]] = {
    Kind.COURT_DECISION: (
        (re.compile(r"\bCASE OF .{2,120}? v\. |СПРАВА|Справа [\"«]|ДЕЛО [\"«].+?(?:против|v\.)"), 2.0, True),
        (re.compile(r"\((?:Applications?|Заява|Жалоба) (?:nos?\.|N|№)"), 2.0, True),
        (re.compile(r"European Court of Human Rights|Європейський суд з прав людини|Европейск\w+ суд\w* по правам", re.I), 1.0, True),
        (re.compile(r"^(?:JUDGMENT|DECISION|OPINION|Р ?І ?Ш ?Е ?Н ?Н ?Я|ОПРЕДЕЛЕНИЕ|РЕШЕНИЕ|ПРИГОВОР|ПОСТАНОВЛЕНИЕ СУДА)\b", re.M), 1.5, True),
        (re.compile(r"THE FACTS|FOR THESE REASONS|THE LAW\b"), 2.0, False),
        (re.compile(r"(?:УСТАНОВИЛ|ОПРЕДЕЛИЛ|РЕШИЛ|ПРИГОВОРИЛ)[АИО]?\s?:|[Сс]уд установил:|определил:$", re.M), 2.5, False),
        (re.compile(r"[Пп]редседательствующ\w+ судь|Коллеги\w судей|именем Российской Федерации|Дело №|по делу №", re.I), 1.5, True),
        (re.compile(r"Court of Appeals|Supreme Court|Constitutional Court|Конституционн\w+ [Сс]уд\w*|Plaintiff|Appell(?:ant|ee)|Petitioner"), 1.5, True),
        (re.compile(r"Information Note on the Court.s case-law"), 3.0, True),
        (re.compile(r"\b(?:AFFIRMED|REVERSED|REMANDED)\b|\b[Ww]e (?:affirm|reverse|vacate|remand)\b|judgment is affirmed"), 1.5, False),
        (re.compile(r"Circuit Judges?|certiorari|delivered the opinion|Appeal from the|ПРОТИ [А-ЯІЇЄ]{4}|проти [А-ЯІЇЄ]\w{3}"), 1.5, True),
        (re.compile(r"(?:районн|городск|областн|кассационн|апелляционн)\w+ суд\w*", re.I), 1.0, True),
        (re.compile(r"(?:concluding observations|заключительные замечания)", re.I), 0.5, True),
    ),
    Kind.GUIDELINE: (
        (
            re.compile(
                r"^(?:ПРОЕКТ |РОССИЙСКАЯ ФЕДЕРАЦИЯ ПРОЕКТ )?(?:ПРИКАЗ|УКАЗ|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|ФЕДЕРАЛЬНЫЙ ЗАКОН|ФЕДЕРАЛЬНОГО ЗАКОНА|ЗАКОН|КОДЕКС|КОНСТИТУЦИЯ|ПОЛОЖЕНИЕ|ПРАВИЛА|ИНСТРУКЦИЯ)\b"
                r"|^[^\n]{0,60}\b[Кк]одекс\b[^\n]{0,60}$",
                re.M,
            ),
            3.0,
            True,
        ),
        (re.compile(r"\b(?:Convention|Covenant|Protocol|Declaration|Guidelines?|Standard(?:s| Minimum)|Treaty) (?:on|to|of|for)\b|^\W*[\w ]*convention\W*$", re.I | re.M), 1.5, True),
        (re.compile(r"States? Part(?:y|ies)|Высокие Договаривающиеся|Государства-участники|п ?о ?с ?т ?а ?н ?о ?в ?л ?я ?(?:ю|ет)|приказываю", re.I), 1.0, True),
    ),
    Kind.DIALOGUE: (
        (re.compile(r"^(?:ПРОТОКОЛ|Протокол|СТЕНОГРАММА|Стенограмма|MINUTES|Minutes|Summary record)\b|\bMeeting \d{4}|Meeting minutes", re.M), 3.0, True),
        (re.compile(r"\b(?:Заседание|Совещание|Встреча с|Пресс-конференция|пресс-конференция|Agenda|Повестка дня)\b"), 1.0, True),
    ),
}  # fmt: skip
_ARTICLE = re.compile(r"^\W*(?:Статья|Article|Стаття|Artikel|Rule|Правило|Principle|Articolul|Артыкул|Моддаи)\s+(\d{1,4})\b", re.M | re.I)
_FEWEST_ARTICLES = 4
_FEWEST_TURNS = 5
_TURN_SHARE = 0.15


def likely_kind(text: str) -> Kind:
    """Return the kind whose features are strongest, ``REPORT`` where none is strong."""
    scores = {kind: _score(text, kind) for kind in _FEATURES}
    scores[Kind.DIALOGUE] += _turns(text)
    scores[Kind.GUIDELINE] += _articles(text)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= _ENOUGH else Kind.REPORT


def _score(text: str, kind: Kind) -> float:
    return sum(
        weight
        for pattern, weight, in_head in _FEATURES[kind]
        if (pattern.search(text, 0, _HEAD) if in_head else pattern.search(text))
    )


def _articles(text: str) -> float:
    """Articles count where they run: 1, 2, 3, 4; a report that speaks of articles names them in any order."""
    numbers = [int(match[1]) for match in _ARTICLE.finditer(text[:_SAMPLE])]
    steps = sum(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))
    return 4.0 if steps >= _FEWEST_ARTICLES - 1 else 0.0


def _turns(text: str) -> float:
    sample = text[:_SAMPLE]
    lines = lines_of(sample)
    if is_run_on(lines):
        turns = inline_turns(sample, lines)
        return 5.0 if len(turns) >= _FEWEST_TURNS else 2.5 if turns and turns[0].start < _HEAD else 0.0
    turns = [turn for turn in line_turns(lines, 0) if len(turn.speaker.split()) > 1]
    return 5.0 if len(turns) >= max(_FEWEST_TURNS, _TURN_SHARE * len(lines)) else 0.0
