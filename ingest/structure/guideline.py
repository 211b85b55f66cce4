"""Guidelines, treaties, codes and other norms: articles, parts and sub-paragraphs with the locator one would cite.

A provision's label is compact: ``12(2)(c)`` is Article 12, paragraph 2, sub-paragraph (c), or статья 12, часть 2, пункт
«c»; whether the outermost number is an article, a rule or a point is told by the section path, whose last heading
begins with that word. The numbered points of a norm without articles are provisions, too: ``32(а)``.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

from index_config.domain import Mark, MarkKind, Span
from ingest.structure.articles import Opening, openings
from ingest.structure.draft import Draft, closings, merged, spans_until
from ingest.structure.headings import LOOKS_LEVEL, Known, heading, is_capitals, known_headings, looks_like_headings
from ingest.structure.lines import Block
from ingest.structure.numbering import Candidate, find_runs, line_candidates, with_gaps_filled
from ingest.structure.provisions import PROVISION, parts

_ORDINAL = r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-ZА-Я]|ПЕРВ\w+|ВТОР\w+|ONE|TWO|THREE|FOUR|FIVE)"
_BOOK = re.compile(
    r"(?:ОБЩАЯ|ОСОБЕННАЯ|ПЕРВАЯ|ВТОРАЯ|ЗАГАЛЬНА|ОСОБЛИВА) ЧАСТ(?:Ь|ИНА)"
    rf"|(?:PART|Part|ЧАСТЬ|Часть)\s+{_ORDINAL}\b.{{0,160}}"
)
_TITLE = re.compile(rf"(?:РАЗДЕЛ|Раздел|РОЗДІЛ|Розділ|TITLE|Title|SECTION|Section)\s+{_ORDINAL}\b.{{0,200}}")
_CHAPTER = re.compile(rf"(?:ГЛАВА|Глава|CHAPTER|Chapter)\s+{_ORDINAL}\b.{{0,250}}")
_PARAGRAPH_SIGN = re.compile(r"(?:§|Параграф)\s*\d+\b.{0,200}")
_PREAMBLE = re.compile(
    r"Preamble|PREAMBLE|Преамбула|ПРЕАМБУЛА|Foreword|FOREWORD|Scope|Status|How it is used|Предмет|Статус"
    r"|Как применяется"
)
_ANNEX = re.compile(
    r"(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|ПРИЛОЖЕНИЕ|Приложение|ДОДАТОК|Додаток)"
    r"(?:\s+(?:N|№)?\s*(?:[IVX]+|\d+|[A-ZА-Я]))?\b.{0,120}"
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
_BARE = re.compile(rf"\S+\s+{_ORDINAL}\.?")
_DECREED = re.compile(r"(?:постановля(?:ю|ет|ем)|приказываю|решил|утверждаю|распоряжаюсь)\s*:$", re.IGNORECASE)
_FEWEST_GIVEN = 3
_FEWEST_ARTICLES = 2
_FEWEST_POINTS_OF_NORM = 10
_LONGEST_TITLE = 200


def find(text: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of a norm: headings, provisions with their parts and items, numbered points."""
    draft = Draft(text, given)
    articles = openings(draft)
    divisions = _divisions(draft)
    points, numbered_titles = _titles_apart(draft, _points(draft, articles, divisions))
    titles = [_title(draft, article) for article in articles if not draft.is_given_heading(article.start, article.end)]
    looks = _looks(draft, articles, divisions, points)
    headings = [*titles, *divisions, *looks, *numbered_titles]
    every = [*draft.headings, *headings]
    ends = list(closings(draft.lines, len(text) // 2))
    marks = [
        *headings,
        *_article_marks(draft, articles, every, ends),
        *_point_marks(draft, points, [*(mark.span.start for mark in every), *ends]),
    ]
    return merged((*given, *_corrected(marks, articles)))


def _divisions(draft: Draft) -> list[Mark]:
    """Return the titles of parts, chapters and annexes; a bare «ГЛАВА 2» takes the line below it in."""
    following = {one.start: other for one, other in itertools.pairwise(draft.blocks)}
    divisions = []
    for mark in known_headings(draft.blocks, _KNOWN):
        if draft.is_given_heading(mark.span.start, mark.span.end):
            continue
        title = following.get(mark.span.start)
        if title is not None and _BARE.fullmatch(mark.label) and _completes(title):
            mark = heading(mark.span.start, draft.text[mark.span.start : title.end], mark.level)
        divisions.append(mark)
    return divisions


def _completes(title: Block) -> bool:
    return is_capitals(title.text) and not _BARE.fullmatch(title.text)


def _points(draft: Draft, articles: Sequence[Opening], divisions: Sequence[Mark]) -> list[Candidate]:
    """Return the numbered points of a norm without articles («32.», «1.1.»); annexes and forms number anew."""
    if len(articles) >= _FEWEST_ARTICLES:
        return []
    borders = sorted({0, len(draft.text), *(mark.span.start for mark in divisions if _ANNEX.fullmatch(mark.label))})
    fresh = frozenset(mark.span.start for mark in (*draft.headings, *divisions)) | frozenset(
        line.start for line in draft.lines if _DECREED.search(line.text)
    )
    titles = {article.start for article in articles} | {mark.span.start for mark in draft.headings}
    points: list[Candidate] = []
    for start, end in itertools.pairwise(borders):
        lines = draft.lines_in(start, end)
        candidates = (candidate for candidate in line_candidates(lines, fresh) if candidate.start not in titles)
        for run in find_runs(candidates, 2):
            points += with_gaps_filled(run, draft.text)
    return points


def _titles_apart(draft: Draft, points: Sequence[Candidate]) -> tuple[list[Candidate], list[Mark]]:
    """Tell titles from points: «2. Duties of the operator» before «2.1.» is a title."""
    kept: list[Candidate] = []
    titles: list[Mark] = []
    for point, following in zip(points, (*points[1:], None), strict=False):
        line = next(iter(draft.lines_in(point.start, point.start + 1)), None)
        parent = following is not None and following.number == (*point.number, 1)
        if parent and line and len(line.text) <= _LONGEST_TITLE and not line.text.endswith((".", ";", ":", ",")):
            titles.append(heading(point.start, line.text, LOOKS_LEVEL + 3 + len(point.number)))
        else:
            kept.append(point)
    return kept, titles


def _title(draft: Draft, article: Opening) -> Mark:
    words = " ".join(draft.text[article.start : article.end].split())
    return Mark(MarkKind.HEADING, Span(article.start, article.end), words or article.label, article.level)


def _looks(
    draft: Draft, articles: Sequence[Opening], divisions: Sequence[Mark], points: Sequence[Candidate]
) -> list[Mark]:
    """Return headings found by their look; in a code of articles only capitals, for its numbers are parts."""
    if len(draft.headings) >= _FEWEST_GIVEN:
        return []
    coded = len(articles) >= _FEWEST_ARTICLES
    starts = {article.start for article in articles} | {point.start for point in points}
    covered = [mark.span for mark in divisions]

    def taken(block: Block) -> bool:
        return (
            block.start in starts
            or (coded and not is_capitals(block.text))
            or draft.is_given_heading(block.start, block.end)
            or any(span.start <= block.start < span.end for span in covered)
        )

    plain = not coded and len(points) < _FEWEST_POINTS_OF_NORM
    return list(looks_like_headings(draft.blocks, taken, plain=plain, centred=draft.centred))


def _article_marks(
    draft: Draft, articles: Sequence[Opening], headings: Sequence[Mark], ends: Iterable[int]
) -> list[Mark]:
    """Return the marks of articles over their titles and bodies, and of their parts.

    An article ends before the next one, before a heading that is no deeper than its own, and before a signature. Where
    the next article is number 1 again (the text in another language), it ends before any heading.
    """
    inner = {mark.span.start for mark in headings}
    marks: list[Mark] = []
    for index, article in enumerate(articles):
        stops = [mark.span.start for mark in headings if mark.level <= article.level]
        following = articles[index + 1] if index + 1 < len(articles) else None
        if following is not None:
            stops.append(following.start)
            if following.label in ("1", "I") and article.label != following.label:
                title = draft.lines_in(article.end, following.start)[:1]
                after = title[0].end if title else article.end
                stops += [start for start in inner if start >= after]
        span = spans_until([article.start], [*stops, *ends], draft.text)[0]
        marks.append(Mark(MarkKind.PROVISION, span, article.label, PROVISION))
        body = [line for line in draft.lines_in(article.end, span.end) if line.start not in inner]
        marks += parts(span, article.label, body, draft.text)
    return marks


def _point_marks(draft: Draft, points: Sequence[Candidate], stops: Sequence[int]) -> list[Mark]:
    marks: list[Mark] = []
    for point, span in zip(points, spans_until([point.start for point in points], stops, draft.text), strict=True):
        marks.append(Mark(MarkKind.PROVISION, span, point.label, PROVISION))
        body = draft.lines_in(span.start + 1, span.end)
        marks += parts(span, point.label, body, draft.text, decimals=False)
    return marks


def _corrected(marks: Iterable[Mark], articles: Iterable[Opening]) -> list[Mark]:
    """Give the headings of mended articles the number that is meant."""
    labels = {article.start: article.label for article in articles}
    result = []
    for mark in marks:
        label = labels.get(mark.span.start, "")
        plain = label.replace(".", "")
        if mark.kind is MarkKind.HEADING and "." in label and plain in mark.label and label not in mark.label:
            mark = Mark(mark.kind, mark.span, mark.label.replace(plain, label, 1), mark.level)
        result.append(mark)
    return result
