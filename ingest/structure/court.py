"""Court decisions: the European Court of Human Rights, courts of Russia and its neighbours, treaty bodies, our digests.

A decision has named parts (THE FACTS, THE LAW, «установил»), numbered paragraphs that run through them, an operative
part whose points are numbered anew, and sometimes separate opinions and annexes, numbered anew again.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.draft import Draft, closings, merged, spans_until
from ingest.structure.headings import Known, heading, is_capitals, known_headings, looks_like_headings
from ingest.structure.lines import Block, Line, lines_of
from ingest.structure.numbering import (
    Candidate,
    dotless_candidates,
    find_runs,
    inline_candidates,
    line_candidates,
    with_gaps_filled,
)
from ingest.structure.runon import tail_headings

_OPERATIVE = re.compile(
    r"(?:\d+\. )?(?:(?:FOR|ON) TH(?:ESE|OSE) (?:REASONS|GROUNDS)\b.*|For these reasons,? (?:the Court|it)\b.*"
    r"|THE COURT (?:HEREBY )?(?:DECIDES|ORDERS|RULES).*|OPERATIVE (?:PART|PROVISIONS)"
    r"|ПО (?:ЭТИМ|ДАННЫМ|УКАЗАННЫМ|ИЗЛОЖЕННЫМ) (?:ПРИЧИНАМ|ОСНОВАНИЯМ)\b.*|НА ЭТОМ ОСНОВАНИИ СУД.*"
    r"|(?:ЗА|З|НА) (?:ЦИХ|ЦИМИ|ЦІЙ)? ?(?:ПІДСТАВ|ПІДСТАВАМИ|ПІДСТАВІ)\b.*)"
)
_RULED = re.compile(
    r"(?:(?:суд|коллегия|коллегия судей|судебная коллегия|президиум|пленум|конституционный суд[^.:]{0,40}|судья) )?"
    r"(?:решил|определил|постановил|приговорил|вирішив|ухвалив|постановив)(?:а|и|о|л|ла)? ?:?",
    re.IGNORECASE,
)
_ESTABLISHED = re.compile(
    r"(?:(?:суд|коллегия|коллегия судей|судебная коллегия|президиум|судья) )?(?:установил|встановив)(?:а|и|о|ла)? ?:?",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"(?<!\w)((?:установил|решил|определил|постановил|приговорил|вирішив|ухвалив|постановив|встановив)(?:а|и|о)?)\s?:$",
    re.I,
)
_GUIDED = re.compile(r"руководствуясь|керуючись", re.IGNORECASE)
_OPINION = re.compile(
    r"(?:\d+\. )?(?:(?:JOINT|PARTLY|PARTIALLY|SEPARATE) )*(?:(?:CONCURRING|DISSENTING|SEPARATE|PARTLY)[ ,]+(?:AND )?)+"
    r"(?:OPINION|STATEMENT)S?\b.*|(?:Individual|Joint|Separate) opinion (?:of|by)\b.{0,150}"
    r"|(?:ЧАСТИЧНО )?(?:СОВПАДАЮЩЕЕ|НЕСОВПАДАЮЩЕЕ|ОСОБОЕ|ОТДЕЛЬНОЕ|ОКРЕМА|СПІЛЬНА ОКРЕМА)(?: ОСОБОЕ)? (?:МНЕНИЕ"
    r"|ДУМКА)\b.*",
)
_ANNEX = re.compile(r"(?:APPENDIX|ANNEX|ПРИЛОЖЕНИЕ|ДОДАТОК)(?:ES|S)?\b.{0,80}")
_PARTS = re.compile(
    r"PROCEDURE|INTRODUCTION|(?:AS TO )?THE FACTS|(?:AS TO )?THE LAW|FACTS|LAW|COMPLAINTS?"
    r"|(?:THE )?CIRCUMSTANCES OF THE CASE"
    r"|SUBJECT MATTER OF THE CASE|THE COURT[’'`]S ASSESSMENT"
    r"|ПРОЦЕДУРА|ВВЕДЕНИЕ|ФАКТЫ|ФАКТИ|ПРАВО|ВОПРОСЫ (?:ФАКТА|ПРАВА)|ОБСТОЯТЕЛЬСТВА ДЕЛА|ЖАЛОБЫ?|ОЦЕНКА СУДА"
    r"|ЩОДО (?:ФАКТІВ|ПРАВА)|ЗАКОН|Facts|Law|Procedure|The facts|The law|Факты|Право"
    r"|The case in brief|The decision|Why it matters|О деле кратко|Обстоятельства дела|Решение|Почему это важно"
)
_FEWEST_GIVEN = 3
_FEWEST_DOTLESS = 8
_KNOWN = (Known(_OPERATIVE, 1), Known(_OPINION, 1), Known(_ANNEX, 1), Known(_PARTS, 1))
_SPACED = re.compile(r"(?<=\b[^\W\d_]) (?=[^\W\d_]\b)")
_INLINE_OPERATIVE = re.compile(r"(?:FOR THESE REASONS|ПО ЭТИМ ПРИЧИНАМ)[^a-zа-я\d]{0,80}(?=1\.\s|[A-ZА-Я][a-zа-я])")
_INLINE_ANNEX = re.compile(r"(?<=[\w.;)] )APPENDIX(?=[A-Z]|\s)|(?<=[a-z.;])APPENDIX(?=[A-Z])")
_INLINE_PART = re.compile(r"(?<=[a-z.,:;)])(?:PROCEDURE|INTRODUCTION|THE FACTS|THE LAW)(?=1\.\s|[IVX]+\.\s|[A-Z]\.\s)")
_INLINE_CLOSING = re.compile(r"Done in (?:English|French)|Совершено на ")
_ITEM = re.compile(r"\(?\d{1,2}[.)]\s")


def find(text: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of a court decision: headings, numbered paragraphs, the points of the operative part."""
    draft = Draft(text, given)
    found = [
        mark
        for mark in (*known_headings(_wholes(draft), _KNOWN), *_verdict_words(draft), *_inline_parts(draft))
        if not draft.is_given_heading(mark.span.start, max(mark.span.end, mark.span.start + 1))
    ]
    named = (*found, *(mark for mark in draft.headings if any(entry.pattern.fullmatch(mark.label) for entry in _KNOWN)))
    operative = _operative_start(draft, named)
    numbers = [candidate for run in _numbered_runs(draft, named, operative) for candidate in run]
    headings = [*found, *_unnamed(draft, named, numbers)]
    every = [*draft.headings, *headings]
    end = _end_of_operative(draft, every, operative)
    stops = [mark.span.start for mark in every] + _closings(draft, operative)
    starts = [candidate.start for candidate in numbers]
    marks = list(headings)
    for candidate, span in zip(numbers, spans_until(starts, stops, text), strict=True):
        inside = operative is not None and operative.end <= span.start < end
        kind = MarkKind.OPERATIVE if inside else MarkKind.PARAGRAPH
        marks.append(Mark(kind, span, candidate.label, len(candidate.number)))
    if operative is not None and not any(mark.kind is MarkKind.OPERATIVE for mark in marks):
        marks += _unnumbered_operative(draft, operative, end)
    return merged((*given, *marks))


def _wholes(draft: Draft) -> list[Block]:
    """Blocks and single lines: a section name may stand on a line inside a block."""
    lines = [Block(line.start, line.end, line.text) for line in draft.lines if is_capitals(line.text)]
    return [*draft.blocks, *lines]


def _verdict_words(draft: Draft) -> list[Mark]:
    """«установил:», «РЕШИЛА:» on a line of their own or at the end of one («руководствуясь …, суд определил:»)."""
    marks = []
    for index, line in enumerate(draft.lines):
        words = _SPACED.sub("", line.text) if len(line.text) < 60 else line.text
        alone = len(words) <= 90 and (_RULED.fullmatch(words) or _ESTABLISHED.fullmatch(words))
        if alone and (words.endswith(":") or is_capitals(words)):
            marks.append(Mark(MarkKind.HEADING, Span(line.start, line.end), words.rstrip(" :"), 1))
            continue
        verdict = _VERDICT.search(line.text)
        said = verdict is not None and (verdict[1].isupper() or _GUIDED.search(line.text) is not None)
        if verdict is not None and said and index + 1 < len(draft.lines):
            following = draft.lines[index + 1].start  # the sentence stays whole: a heading without characters
            marks.append(Mark(MarkKind.HEADING, Span(following, following), verdict[1], 1))
    return marks


def _inline_parts(draft: Draft) -> list[Mark]:
    if not draft.run_on:
        return []
    patterns = (_INLINE_OPERATIVE, _INLINE_PART, _INLINE_ANNEX)
    found = [match for pattern in patterns for match in pattern.finditer(draft.text)]
    return [heading(match.start(), match[0].rstrip(), 1) for match in found]


def _operative_start(draft: Draft, named: Iterable[Mark]) -> Span | None:
    """Return the heading of the operative part: the last one that is not quoted."""
    quoted = {line.start for line in draft.lines if line.quoted}
    found = [
        mark.span
        for mark in named
        if mark.span.start not in quoted and (_OPERATIVE.fullmatch(mark.label) or _RULED.fullmatch(mark.label))
    ]
    return max(found, default=None)


def _numbered_runs(draft: Draft, named: Iterable[Mark], operative: Span | None) -> list[tuple[Candidate, ...]]:
    """Find the numbered runs, part by part: operative part, opinions and annexes are numbered anew."""
    anew = sorted({mark.span.end for mark in named if _OPINION.fullmatch(mark.label) or _ANNEX.fullmatch(mark.label)})
    borders = [0, *sorted({*anew, *([operative.end] if operative else [])}), len(draft.text)]
    after_heading = frozenset(mark.span.start for mark in (*draft.headings, *named))
    runs: list[tuple[Candidate, ...]] = []
    for start, end in itertools.pairwise(borders):
        shortest = 1 if operative is not None and start == operative.end else 3
        lines = [line for line in draft.lines if start <= line.start < end]
        candidates = [found for found in line_candidates(lines, after_heading) if not _titled(draft, found)]
        if draft.run_on:
            candidates += _inside(draft, lines, start, end)
        dotted = find_runs(candidates, shortest)
        dotless = find_runs(dotless_candidates(lines), _FEWEST_DOTLESS)
        chosen = dotless if sum(map(len, dotless)) > 2 * sum(map(len, dotted)) else dotted
        runs += [with_gaps_filled(run, draft.text) for run in chosen]
    return runs


def _titled(draft: Draft, candidate: Candidate) -> bool:
    """Tell whether a number stands in a heading of the format."""
    return draft.is_given_heading(candidate.start, candidate.start + 1)


def _inside(draft: Draft, lines: list[Line], start: int, end: int) -> list[Candidate]:
    if not lines or lines[0].start > start:
        first = draft.text[start:end]
        lead = len(first) - len(first.lstrip())
        begin = start + lead
    else:
        begin = start
    return list(inline_candidates(draft.text, begin, end))


def _unnamed(draft: Draft, named: Sequence[Mark], numbers: Sequence[Candidate]) -> list[Mark]:
    """Return the headings inside the named parts: «A.  Admissibility», «(a)  The Government»."""
    starts = sorted(candidate.start for candidate in numbers)
    if draft.run_on:
        return _tails(draft, named, starts)
    if len(draft.headings) >= _FEWEST_GIVEN:
        return []
    first = min([mark.span.start for mark in (*draft.headings, *named)] + starts[:1], default=0)
    quoted = {line.start for line in draft.lines if line.quoted}

    def taken(block: Block) -> bool:
        return (
            block.start in starts
            or block.start in quoted
            or block.start < first
            or draft.is_given_heading(block.start, block.end)
            or any(mark.span.start < block.end and block.start < mark.span.end for mark in named)
        )

    return list(looks_like_headings(draft.blocks, taken, plain=len(numbers) < 10, centred=draft.centred))


def _tails(draft: Draft, named: Iterable[Mark], starts: Sequence[int]) -> list[Mark]:
    found: list[Mark] = []
    for start, end in itertools.pairwise((*starts, len(draft.text))):
        apart = (mark.span.start for mark in named if not _PARTS.fullmatch(mark.label))
        inner = min((at for at in apart if start < at < end), default=end)
        found += tail_headings(draft.text, start, inner if end != len(draft.text) else end)
    return found


def _closings(draft: Draft, operative: Span | None) -> list[int]:
    after = operative.end if operative else len(draft.text) * 3 // 4
    inline = [match.start() for match in _INLINE_CLOSING.finditer(draft.text, after)]
    return [*closings(lines_of(draft.text), after), *inline]  # signatures are often set as a table


def _end_of_operative(draft: Draft, headings: Iterable[Mark], operative: Span | None) -> int:
    if operative is None:
        return 0
    later = [mark.span.start for mark in headings if mark.span.start > operative.start and mark.level == 1]
    return min(later, default=len(draft.text))


def _unnumbered_operative(draft: Draft, operative: Span, end: int) -> list[Mark]:
    stop = min([at for at in _closings(draft, operative) if at < end], default=end)
    body = draft.text[operative.end : stop]
    start = operative.end + len(body) - len(body.lstrip())
    finish = operative.end + len(body.rstrip())
    return [Mark(MarkKind.OPERATIVE, Span(start, finish))] if start < finish else []
