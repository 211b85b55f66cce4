"""Guidelines, treaties, codes and other norms: articles, parts and sub-paragraphs with the locator one would cite.

A provision's label is compact: ``12(2)(c)`` is Article 12, paragraph 2, sub-paragraph (c), or статья 12, часть 2,
пункт «c»; whether the outermost number is an article, a rule or a point is told by the section path, whose last heading
begins with that word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.draft import Draft, closings, merged, spans_until
from ingest.structure.headings import LOOKS_LEVEL, Known, heading, is_capitals, known_headings, looks_like_headings
from ingest.structure.lines import Block
from ingest.structure.numbering import Candidate, find_runs, line_candidates, with_gaps_filled
from ingest.structure.provisions import PROVISION, parts

_NUMBER = r"(?:\d+(?:[.\-–]\d+)*|[IVXLC]+(?:\.\d+)*)"
_ARTICLE = re.compile(
    rf"(?:Article|ARTICLE|Art\.|Rule|RULE|Principle|PRINCIPLE|Guideline|GUIDELINE|Recommendation|RECOMMENDATION|Standard|Artikel"
    rf"|Статья|СТАТЬЯ|Стаття|СТАТТЯ|Правило|ПРАВИЛО|Принцип|ПРИНЦИП|Рекомендация|РЕКОМЕНДАЦИЯ|Артыкул|Articolul)"
    rf"\s+(?:No\.? ?|№ ?)?(?P<number>{_NUMBER}(?: ?bis| ?ter)?)\b(?P<title>(?:\s*[.:–—-])?(?:\s+.{{0,700}})?)"
)
#: A heading that is nothing but a locator and a title: «II.1.1 Harm reduction».
_SECTIONED = re.compile(r"(?P<number>(?:[IVXLC]+|\d+)(?:\.\d+)+)\.?(?P<title>\s+\S.*)?")
_RUN_IN = re.compile(r"(?P<number>[IVX]+(?:\.\d+)+)\s+[^\W\d_a-zа-яё]")
_ORDINAL = r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-ZА-Я]|ПЕРВ\w+|ВТОР\w+|ONE|TWO|THREE|FOUR|FIVE)"
_BOOK = re.compile(
    r"(?:ОБЩАЯ|ОСОБЕННАЯ|ПЕРВАЯ|ВТОРАЯ|ЗАГАЛЬНА|ОСОБЛИВА) ЧАСТ(?:Ь|ИНА)|(?:PART|Part|ЧАСТЬ|Часть)\s+"
    + _ORDINAL
    + r"\b.{0,160}"
)
_TITLE = re.compile(r"(?:РАЗДЕЛ|Раздел|РОЗДІЛ|Розділ|TITLE|Title|SECTION|Section)\s+" + _ORDINAL + r"\b.{0,200}")
_CHAPTER = re.compile(r"(?:ГЛАВА|Глава|CHAPTER|Chapter)\s+" + _ORDINAL + r"\b.{0,250}")
_PARAGRAPH_SIGN = re.compile(r"(?:§|Параграф)\s*\d+\b.{0,200}")
_PREAMBLE = re.compile(
    r"Preamble|PREAMBLE|Преамбула|ПРЕАМБУЛА|Foreword|FOREWORD|Scope|Status|How it is used|Предмет|Статус|Как применяется"
)
_ANNEX = re.compile(
    r"(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|ПРИЛОЖЕНИЕ|Приложение|ДОДАТОК|Додаток)(?:\s+(?:N|№)?\s*(?:[IVX]+|\d+|[A-ZА-Я]))?\b.{0,120}"
    r"|(?:УТВЕРЖДЕН[АОЫ]?|Утвержден[аоы]?|УТВЕРЖДЁН|ПОЛОЖЕНИЕ|ПРАВИЛА|ИНСТРУКЦИЯ|ПОРЯДОК|ПЕРЕЧЕНЬ|РЕГЛАМЕНТ)\b.{0,150}"
)
_KNOWN = (
    Known(_BOOK, 11),
    Known(_TITLE, 12),
    Known(_CHAPTER, 13),
    Known(_PARAGRAPH_SIGN, 14),
    Known(_PREAMBLE, 20),
    Known(_ANNEX, 11),
)
_ARTICLE_LEVEL = 20
_FEWEST_GIVEN = 3
_FEWEST_ARTICLES = 3
_TITLE_LINE = 120
_HOLE = 3  # articles that may be missing before one with a superscript
_LONGEST_TITLE = 760
_LONGEST_SECTIONED = 150
_LONGEST_OF_SENTENCES = 200
_TWO_SENTENCES = re.compile(r"[а-яёa-z]{3}[.;:] [А-ЯЁA-Z]")
_BARE = re.compile(r"\S+\s+" + _ORDINAL + r"\.?")
_DECREED = re.compile(r"(?:постановля(?:ю|ет|ем)|приказываю|решил|утверждаю|распоряжаюсь)\s*:$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a provision begins: its number as a locator, the heading's span, the level of the heading if it is one."""

    start: int
    end: int
    label: str
    level: int


def find(text: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of a norm: headings, provisions with their parts and items, numbered points."""
    draft = Draft(text, given)
    openings = _articles(draft)
    known = _divisions(draft)
    points = [] if len(openings) >= _FEWEST_ARTICLES else _points(draft, openings, known)
    looks = _looks(draft, openings, known, points)
    points, numbered_titles = _titles_apart(draft, points)
    titles = [
        Mark(
            MarkKind.HEADING,
            Span(opening.start, opening.end),
            " ".join(text[opening.start : opening.end].split()) or opening.label,
            opening.level,
        )
        for opening in openings
        if opening.level and not draft.is_given_heading(opening.start, opening.end)
    ]
    headings = [*titles, *known, *looks, *numbered_titles]
    every = [*draft.headings, *headings]
    ends = list(closings(draft.lines, len(text) // 2))
    stops = [mark.span.start for mark in every] + ends
    marks = [*headings, *_provisions(draft, openings, every, ends), *_numbered_points(draft, points, stops)]
    return merged((*given, *_corrected(marks, openings)))


def _divisions(draft: Draft) -> list[Mark]:
    """Return the titles of parts, chapters and annexes; a bare «ГЛАВА 2» takes the line below it in."""
    following = {one.start: other for one, other in zip(draft.blocks, draft.blocks[1:], strict=False)}
    divisions = []
    for mark in known_headings(draft.blocks, _KNOWN):
        if draft.is_given_heading(mark.span.start, mark.span.end):
            continue
        title = following.get(mark.span.start)
        if (
            title is not None
            and _BARE.fullmatch(mark.label)
            and is_capitals(title.text)
            and not _BARE.match(title.text)
        ):
            mark = heading(mark.span.start, draft.text[mark.span.start : title.end], mark.level)
        divisions.append(mark)
    return divisions


def _articles(draft: Draft) -> list[_Opening]:
    """Return the titles of articles, rules and the like, their superscripts mended."""
    found: list[_Opening] = []
    given = {mark.span.start: mark for mark in draft.headings}
    spots = {block.start: (block.end, block.text) for block in draft.blocks}
    for mark in draft.headings:
        spots[mark.span.start] = (mark.span.end, mark.label)
    for start in sorted(spots):
        end, body = spots[start]
        words = " ".join(body.split())
        match = _title_match(words, styled=start in given)
        if match is None:
            run_in = _RUN_IN.match(words)  # «II.8 Right to a fair trial Whoever is accused …»: title and text made one
            if run_in and found and _follows(found[-1].label, run_in["number"]):
                found.append(_Opening(start, start, run_in["number"], _ARTICLE_LEVEL))
            continue
        level = given[start].level if start in given else _ARTICLE_LEVEL
        end = end if start in given else _end_of_title(draft, start, end)
        found.append(_Opening(start, end, match["number"].replace("–", "-"), level))
    return _mended(found)


def _title_match(words: str, *, styled: bool) -> re.Match[str] | None:
    """Return the match of an article's title; one that is only a locator must be short or styled as a heading."""
    match = _ARTICLE.fullmatch(words) if len(words) <= _LONGEST_TITLE else None
    if match is None and (styled or (words[0] in "IVX" and len(words) <= _LONGEST_SECTIONED)):
        match = _SECTIONED.fullmatch(words)
        if match is not None and (match["title"] or "").endswith((".", ";", ":")):
            return None
    return match if match is not None and _is_title(match["title"] or "") else None


def _follows(last: str, number: str) -> bool:
    """Tell whether «II.8» may come after «II.7»."""
    head, _, tail = last.rpartition(".")
    other, _, next_tail = number.rpartition(".")
    return head == other and tail.isdigit() and 1 <= int(next_tail) - int(tail) <= _HOLE


def _end_of_title(draft: Draft, start: int, end: int) -> int:
    """Take in the lines of a title that run on below it: short, in small letters, without a stop."""
    if draft.text[start:end].endswith((".", ":", ";")):
        return end
    for line in draft.lines_in(end, end + _LONGEST_TITLE)[:3]:
        if not line.text[0].islower() or len(line.text) > _TITLE_LINE or line.text.endswith((".", ":", ";", ",")):
            break
        end = line.end
    return end


def _is_title(title: str) -> bool:
    """A title follows the number, not the rest of a sentence («Статья 12 предусматривает, что …»)."""
    words = title.lstrip(" .:–—-")
    if len(words) > _LONGEST_OF_SENTENCES and _TWO_SENTENCES.search(words):
        return False
    return not words or words[0].isupper() or not words[0].isalpha() or title.lstrip()[:1] in ".:–—-"


def _mended(openings: list[_Opening]) -> list[_Opening]:
    """Put the point back into article numbers that lost a superscript: 205, 2051, 206 → 205, 205.1, 206."""
    result = []
    base = 0
    for index, opening in enumerate(openings):
        label = opening.label
        if label.isdigit():
            whole, extra = _superscripted(base, int(label), openings[index + 1 :])
            label = f"{whole}.{extra}" if extra else label
            base = whole
        result.append(replace(opening, label=label))
    return result


def _superscripted(base: int, value: int, later: Sequence[_Opening]) -> tuple[int, int]:
    """Return the article and the superscript that ``value`` is made of, (value, 0) where it is one number."""
    if (
        not base
        or value <= base + _HOLE
        or not any(opening.label.isdigit() and base < int(opening.label) < value for opening in later)
    ):
        return value, 0
    for digits in (1, 2):
        whole, extra = divmod(value, 10**digits)
        if base <= whole <= base + _HOLE and extra:
            return whole, extra
    return value, 0


def _corrected(marks: list[Mark], openings: list[_Opening]) -> list[Mark]:
    """Give the headings of mended articles the number that is meant."""
    labels = {opening.start: opening.label for opening in openings}
    result = []
    for mark in marks:
        label = labels.get(mark.span.start, "")
        plain = label.replace(".", "")
        if mark.kind is MarkKind.HEADING and "." in label and plain in mark.label and label not in mark.label:
            mark = Mark(mark.kind, mark.span, mark.label.replace(plain, label, 1), mark.level)
        result.append(mark)
    return result


def _points(draft: Draft, openings: Sequence[_Opening], known: Sequence[Mark]) -> list[Candidate]:
    """Return the numbered points of a norm without articles («32.», «1.1.»); annexes and forms number anew."""
    borders = sorted({0, len(draft.text), *(mark.span.start for mark in known if _ANNEX.fullmatch(mark.label))})
    fresh = frozenset(mark.span.start for mark in (*draft.headings, *known)) | frozenset(
        line.start for line in draft.lines if _DECREED.search(line.text)
    )
    inside = [(opening.start, opening.end) for opening in openings]
    points: list[Candidate] = []
    for start, end in zip(borders, borders[1:], strict=False):
        lines = [line for line in draft.lines if start <= line.start < end]
        candidates = [
            candidate
            for candidate in line_candidates(lines, fresh)
            if not any(left <= candidate.start < right for left, right in inside)
        ]
        for run in find_runs(candidates, 2):
            points += with_gaps_filled(run, draft.text)
    return points


def _titles_apart(draft: Draft, points: Sequence[Candidate]) -> tuple[list[Candidate], list[Mark]]:
    """Tell titles from points: «2. Duties of the operator» before «2.1.» is a title."""
    kept: list[Candidate] = []
    titles: list[Mark] = []
    for point, following in zip(points, (*points[1:], None), strict=False):
        line = draft.lines_in(point.start, point.start + 1)[0].text
        parent = following is not None and following.number == (*point.number, 1)
        if parent and len(line) <= _LONGEST_OF_SENTENCES and not line.endswith((".", ";", ":", ",")):
            titles.append(heading(point.start, line, LOOKS_LEVEL + 3 + len(point.number)))
        else:
            kept.append(point)
    return kept, titles


def _looks(
    draft: Draft, openings: Sequence[_Opening], known: Sequence[Mark], points: Sequence[Candidate]
) -> list[Mark]:
    """Return headings found by their look; in a code of articles only capitals, for its numbers are parts."""
    if len(draft.headings) >= _FEWEST_GIVEN:
        return []
    coded = len(openings) >= _FEWEST_ARTICLES
    starts = {opening.start for opening in openings} | {point.start for point in points}
    covered = [mark.span for mark in known]

    def taken(block: Block) -> bool:
        return (
            block.start in starts
            or (coded and not is_capitals(block.text))
            or draft.is_given_heading(block.start, block.end)
            or any(span.start <= block.start < span.end for span in covered)
        )

    return list(looks_like_headings(draft.blocks, taken, plain=not coded and len(points) < 10))


def _provisions(draft: Draft, openings: Sequence[_Opening], headings: Sequence[Mark], stops: Sequence[int]) -> list[Mark]:
    """Return the marks of articles over their titles and bodies, and of their parts.

    An article ends before the next one, before a heading that is no deeper than its own, and before a signature.
    """
    starts = [opening.start for opening in openings]
    marks: list[Mark] = []
    for index, opening in enumerate(openings):
        higher = [mark.span.start for mark in headings if mark.level <= opening.level]
        if index + 1 < len(openings) and _starts_anew(opening.label, openings[index + 1].label):
            following = draft.lines_in(opening.end, opening.end + _LONGEST_TITLE)[:1]  # its title may stand below it
            after = following[0].end if following else opening.end
            higher += [mark.span.start for mark in headings if mark.span.start >= after]
        span = spans_until([opening.start], [*starts[index + 1 : index + 2], *higher, *stops], draft.text)[0]
        marks.append(Mark(MarkKind.PROVISION, span, opening.label, PROVISION))
        inner = {mark.span.start for mark in headings}
        body = [line for line in draft.lines_in(opening.end, span.end) if line.start not in inner]
        marks += parts(span, opening.label, body, draft.text)
    return marks


def _starts_anew(label: str, following: str) -> bool:
    """Tell whether the numbers begin again: the text in another language, the next instrument."""
    return label.split(".")[0].isdigit() and following in ("1", "I") and label != following


def _numbered_points(draft: Draft, points: Sequence[Candidate], stops: Sequence[int]) -> list[Mark]:
    starts = [point.start for point in points]
    marks: list[Mark] = []
    for point, span in zip(points, spans_until(starts, stops, draft.text), strict=True):
        marks.append(Mark(MarkKind.PROVISION, span, point.label, PROVISION))
        body = draft.lines_in(span.start + 1, span.end)
        marks += parts(span, point.label, body, draft.text, decimals=False)
    return marks
