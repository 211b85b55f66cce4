"""Minutes and dialogues: agenda items, turns of speakers, decisions and recommendations."""

import re

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.draft import Draft, merged, spans_until
from ingest.structure.headings import Known
from ingest.structure.numbered import lists, numbered_paragraphs
from ingest.structure.report import find_headings
from ingest.structure.speakers import inline_turns, line_turns

_AGENDA = re.compile(
    r"(?:Agenda item|Item|Session|Panel|Workshop|Day|Вопрос|Пункт|Сессия|Заседание|День|Панель)\s+(?:№ ?)?(?:\d+"
    r"|[IVX]+)\b.{0,150}",
    re.IGNORECASE,
)
_PROTOCOL = re.compile(
    r"(?:СЛУШАЛИ|ВЫСТУПИЛИ|РЕШИЛИ|ПОСТАНОВИЛИ|ГОЛОСОВАЛИ|ПОВЕСТКА ДНЯ|Слушали|Выступили|Решили|Постановили|Повестка дня"
    r"|AGENDA|DECISIONS?|Decisions(?: taken)?|Action items|ACTION ITEMS)\s*:?"
)
_KNOWN = (Known(_AGENDA, 11), Known(_PROTOCOL, 12))


def find(text: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of minutes: headings, turns, numbered decisions and recommendations, lists."""
    draft = Draft(text, given)
    headings = find_headings(draft, _KNOWN, plain=False)
    every = (*draft.headings, *headings)
    body = min((mark.span.start for mark in every if mark.span.start > 0), default=0)
    found = inline_turns(text, draft.lines) if draft.run_on else line_turns(draft.lines, body)
    turns = [turn for turn in found if not draft.is_given_heading(turn.start, turn.start + 1)]
    stops = [mark.span.start for mark in every]
    spans = spans_until([turn.start for turn in turns], stops, text)
    speakers = [Mark(MarkKind.SPEAKER, span, turn.speaker) for turn, span in zip(turns, spans, strict=True)]
    named = [mark for mark in headings if not _is_turn(mark.span, speakers)]
    numbered = numbered_paragraphs(draft, (*draft.headings, *named))
    return merged((*given, *named, *speakers, *numbered, *lists(draft, (*given, *named, *numbered))))


def _is_turn(span: Span, speakers: list[Mark]) -> bool:
    return any(mark.span.start == span.start for mark in speakers)
