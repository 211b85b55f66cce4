"""Which of the four kinds a text is, told by its features."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index_config.domain import Kind
from ingest.structure.lines import is_run_on, lines_of
from ingest.structure.speakers import Turn, inline_turns, line_turns

_SAMPLE = 60_000
_HEAD = 1800
_ENOUGH = 3.0


@dataclass(frozen=True, slots=True)
class _Feature:
    """A pattern that speaks for a kind with some weight: in the head of the text, or anywhere."""

    pattern: re.Pattern[str]
    weight: float
    in_head: bool


def _feature(weight: float, *alternatives: str, anywhere: bool = False, flags: int = re.M) -> _Feature:
    return _Feature(re.compile("|".join(alternatives), flags), weight, not anywhere)


_FEATURES: dict[Kind, tuple[_Feature, ...]] = {
    Kind.COURT_DECISION: (
        _feature(2.0, r"\bCASE OF .{2,120}? v\. ", "СПРАВА", r"Справа [\"«]", r"ДЕЛО [\"«].+?(?:против|v\.)"),
        _feature(2.0, r"\((?:Applications?|Заява|Жалоба) (?:nos?\.|N|№)"),
        _feature(
            1.0,
            "European Court of Human Rights",
            "Європейський суд з прав людини",
            r"Европейск\w+ суд\w* по правам",
            flags=re.I,
        ),
        _feature(
            1.5,
            r"^(?:JUDGMENT|DECISION|OPINION|Р ?І ?Ш ?Е ?Н ?Н ?Я|ОПРЕДЕЛЕНИЕ|РЕШЕНИЕ|ПРИГОВОР|ПОСТАНОВЛЕНИЕ СУДА)\b",
        ),
        _feature(2.0, "THE FACTS", "FOR THESE REASONS", r"THE LAW\b", anywhere=True),
        _feature(
            2.5,
            r"(?:УСТАНОВИЛ|ОПРЕДЕЛИЛ|РЕШИЛ|ПРИГОВОРИЛ)[АИО]?\s?:",
            "[Сс]уд установил:",
            "определил:$",
            anywhere=True,
        ),
        _feature(
            1.5,
            r"председательствующ\w+ судь",
            r"Коллеги\w судей",
            "именем Российской Федерации",
            "дел[оу] №",
            flags=re.I,
        ),
        _feature(1.5, "Court of Appeals", "Supreme Court", "Constitutional Court", r"Конституционн\w+ [Сс]уд\w*"),
        _feature(1.5, "Plaintiff", "Appell(?:ant|ee)", "Petitioner", "Circuit Judges?", "certiorari"),
        _feature(1.5, "delivered the opinion", "Appeal from the", "ПРОТИ [А-ЯІЇЄ]{4}", r"проти [А-ЯІЇЄ]\w{3}"),
        _feature(3.0, "Information Note on the Court.s case-law"),
        _feature(
            1.5,
            r"\b(?:AFFIRMED|REVERSED|REMANDED)\b",
            r"\b[Ww]e (?:affirm|reverse|vacate|remand)\b",
            "judgment is affirmed",
            anywhere=True,
        ),
        _feature(1.0, r"(?:районн|городск|областн|кассационн|апелляционн)\w+ суд\w*", flags=re.I),
    ),
    Kind.GUIDELINE: (
        _feature(
            3.0,
            r"^(?:ПРОЕКТ |РОССИЙСКАЯ ФЕДЕРАЦИЯ ПРОЕКТ )?(?:ПРИКАЗ|УКАЗ|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|ФЕДЕРАЛЬНЫЙ ЗАКОН"
            r"|ФЕДЕРАЛЬНОГО ЗАКОНА|ЗАКОН|КОДЕКС|КОНСТИТУЦИЯ|ПОЛОЖЕНИЕ|ПРАВИЛА|ИНСТРУКЦИЯ)\b",
            r"^[^\n]{0,60}\b[Кк]одекс\b[^\n]{0,60}$",
        ),
        _feature(
            1.5,
            r"\b(?:Convention|Covenant|Protocol|Declaration|Guidelines?|Standard(?:s| Minimum)|Treaty) (?:on|to|of"
            r"|for)\b",
            r"^\W*[\w ]*convention\W*$",
            flags=re.I | re.M,
        ),
        _feature(
            1.0,
            "States? Part(?:y|ies)",
            "Высокие Договаривающиеся",
            "Государства-участники",
            "постановля(?:ю|ет)",
            "приказываю",
            flags=re.I,
        ),
    ),
    Kind.DIALOGUE: (
        _feature(
            3.0,
            r"^(?:ПРОТОКОЛ|Протокол|СТЕНОГРАММА|Стенограмма|MINUTES|Minutes|Summary record)\b",
            r"\bMeeting \d{4}",
            "Meeting minutes",
        ),
        _feature(1.0, r"\b(?:Заседание|Совещание|Встреча с|[Пп]ресс-конференция|Agenda|Повестка дня)\b"),
    ),
}
_ARTICLE = re.compile(
    r"^\W*(?:Статья|Article|Стаття|Artikel|Rule|Правило|Principle|Articolul|Артыкул|Моддаи)\s+(\d{1,4})\b", re.M | re.I
)
_FEWEST_ARTICLES = 4
_ARTICLES_SCORE = 4.0
_FEWEST_TURNS = 5
_TURN_SHARE = 0.15
_TURNS_SCORE = 5.0
_FIRST_TURN_SCORE = 2.5


def likely_kind(text: str) -> Kind:
    """Return the kind whose features are strongest, ``REPORT`` where none is strong."""
    scores = {kind: _score(text, features) for kind, features in _FEATURES.items()}
    scores[Kind.DIALOGUE] += _turns(text)
    scores[Kind.GUIDELINE] += _articles(text)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= _ENOUGH else Kind.REPORT


def _score(text: str, features: Sequence[_Feature]) -> float:
    return sum(
        feature.weight
        for feature in features
        if (feature.pattern.search(text, 0, _HEAD) if feature.in_head else feature.pattern.search(text))
    )


def _articles(text: str) -> float:
    """Articles count where they run: 1, 2, 3, 4; a report that speaks of articles names them in any order."""
    numbers = [int(match[1]) for match in _ARTICLE.finditer(text[:_SAMPLE])]
    steps = sum(after == before + 1 for before, after in zip(numbers, numbers[1:], strict=False))
    return _ARTICLES_SCORE if steps >= _FEWEST_ARTICLES - 1 else 0.0


def _turns(text: str) -> float:
    sample = text[:_SAMPLE]
    lines = lines_of(sample)
    turns: Sequence[Turn]
    if is_run_on(lines):
        turns = inline_turns(sample, lines)
        if len(turns) >= _FEWEST_TURNS:
            return _TURNS_SCORE
        return _FIRST_TURN_SCORE if turns and turns[0].start < _HEAD else 0.0
    turns = [turn for turn in line_turns(lines, 0) if len(turn.speaker.split()) > 1]
    return _TURNS_SCORE if len(turns) >= max(_FEWEST_TURNS, _TURN_SHARE * len(lines)) else 0.0
