"""Who speaks: «The Chair:», «И.Петров:», «Anna Example:», «Модератор:» at the head of a line or inside lost lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.lines import Line

_LABEL = re.compile(r"(?P<label>[^\W\d_a-zа-яё][^:\n]{0,110}?)\s?:(?=\s|$)")
_ROLE = re.compile(
    r"(?:(?:The|An?|Madam|Mr\.?) )?(?:Vice-)?(?:Chair(?:man|woman|person)?|President|Moderator|Facilitator|Rapporteur"
    r"|Secretary"
    r"|Speakers?|Panel(?:l)?ists?|Participants?|Representatives?|Delegates?|Delegation|Presenters?|Experts?|Trainers?"
    r"|Organi[sz]ers?"
    r"|Committee|Commission|(?:Human Rights )?Council|(?:General )?Assembly|Secretariat|Authors?|OHCHR|WHO|UN\w*"
    r"|World Health Organization|Deputy|High Commissioner"
    r"|Director-General|International partners|Working group|Judges?|Prosecutors?|Doctors?|Police|Government"
    r"|State party|Interviewer|Audience|Civil society|NGOs?|Members?|Ombuds\w+|Minist\w+|Lawyers?"
    r"|Председательствующ\w+|Председатель|Ведущ\w+|Модератор\w*|Секретарь|Докладчик\w*|Спикер\w*|Участни\w+"
    r"|Представител\w+|Делегаци\w+"
    r"|Делегат\w*|Эксперт\w*|Организатор\w*|Комитет|Комиссия|Совет|Генеральн\w+ (?:Ассамблея|директор|секретарь)"
    r"|Ассамблея|Секретариат|Автор\w*|УВКПЧ|ВОЗ|УНП ООН|ООН|ЮНЭЙДС|ПРООН"
    r"|Всемирная организация здравоохранения|Заместител\w+|Верховный комиссар|Международные партн\w+|Рабочая группа"
    r"|Судь[яи]|Прокурор\w*|Врач\w*|Полиция|Правительство|Государство-участник|Реплика|Из зала"
    r"|Гражданское общество|НПО|Член\w* \w+|Омбудс\w+|Министр|Адвокат\w*|Выступающ\w+|Тренер\w*|Головуюч\w+"
    r"|Уполномоченн\w+)\b",
)
_HEADER = re.compile(
    r"(?:Date|Place|Venue|Time|Participants|Present|Apologies|Attendees|Agenda|Source|Note|Location|Links?|Recording"
    r"|Minutes"
    r"|Дата|Место|Время|Участники|Присутствовали|Повестка(?: дня)?|Источник|Примечание|Контакты)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_a-zа-яё]\.\s?){1,2}[^\W\d_a-zа-яё][\w’'-]+")
_TITLED = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Judge|Sir|Dame|Right|Rt|The|Hon|Г-н|Г-жа|Г\. ?н)\.?\s)+")
_NAME = re.compile(
    r"[^\W\d_a-zа-яё][\w’'-]*(?:\s(?:[^\W\d_a-zа-яё][\w’'-]*\.?|de|von|van|der|al|bin)){0,4}"
    r"(?P<role>\s?[(\[][^()\[\]]{1,80}[)\]]|,\s[^.:;]{1,70})?"
)
_INLINE = re.compile(
    r"(?P<label>(?:[А-ЯЁ]\.\s?){1,2}(?P<family>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)|Вопрос|Реплика|Из зала)"
    r"(?P<role>(?:\s(?P=family)\b[^:]{0,240}?)?)\s?:\s+(?=\S)"
)
_SPEAKS = re.compile(
    r"(?:\b(?:сказал|говорил|говорит|отметил|заявил|подчеркнул|добавил|ответил|спросил|написал|слова|словам|как|и|от|у"
    r"|с|к)\s*|[,–-]\s*)$"
)
_MOST_WORDS = 14
_MOST_WORDS_OF_ROLE = 9
_DENSE = 0.2  # turns per line from which every name at the head of a line speaks


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn begins and who speaks."""

    start: int
    speaker: str


def line_turns(lines: Sequence[Line], body: int) -> tuple[Turn, ...]:
    """Return the turns that begin lines; before offset ``body`` «Participants:» and the like head a list.

    A role speaks wherever it stands; a bare name must speak twice, or stand where most lines are turns.
    """
    found = []
    for line in lines:
        match = _LABEL.match(line.text)
        if match and len(match["label"].split()) <= _MOST_WORDS and not _is_header(match["label"], line, body):
            found.append(Turn(line.start, match["label"].strip()))
    counts = Counter(turn.speaker for turn in found)
    sure = [turn for turn in found if _is_speaker(turn.speaker, counts[turn.speaker])]
    if len(sure) >= _DENSE * len(lines):
        sure = [turn for turn in found if _is_speaker(turn.speaker, 2)]
    return tuple(sure)


def inline_turns(text: str, lines: Sequence[Line]) -> tuple[Turn, ...]:
    """Return the turns inside lines whose breaks were lost."""
    turns = []
    for line in lines:
        for match in _INLINE.finditer(text, line.start, line.end):
            if not _SPEAKS.search(text[max(line.start, match.start() - 20) : match.start()]):
                turns.append(Turn(match.start(), match["label"].strip()))
    return tuple(turns)


def _is_header(label: str, line: Line, body: int) -> bool:
    return bool(_HEADER.match(label)) and (line.start < body or not _ROLE.match(label))


def _is_speaker(label: str, count: int) -> bool:
    if (_ROLE.match(label) and len(label.split()) <= _MOST_WORDS_OF_ROLE) or _INITIALS.match(label):
        return True
    titled = _TITLED.match(label)
    name = _NAME.fullmatch(label[titled.end() :] if titled else label)
    return name is not None and (count >= 2 or titled is not None or bool(name["role"] and name["role"].endswith(")")))
