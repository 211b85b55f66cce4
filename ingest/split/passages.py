"""From cells to passages."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index_config.domain import HEAD_NOTE, Document, Locator, Mark, MarkKind, Passage, Span
from index_config.text.language import detect_language
from ingest.split.cells import Cell, Layout, Section, layout
from ingest.split.context import ContextWriter
from ingest.split.groups import Grouping
from ingest.split.notes import NoteCalls
from ingest.split.packing import Atom, End, atoms_of, pack, rows_of
from ingest.split.tokens import Ruler, TokenCounter

DEFAULT_LIMIT = 180
_FEWEST_LETTERS = 40
_DIGEST_NOTE = re.compile(r"This is a digest|Это дайджест|Дайджест составлен")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A passage before its text is looked at."""

    span: Span
    labels: tuple[str, ...]
    cell: Cell
    lead_in: str = ""


def split(document: Document, tokens: TokenCounter, limit: int = DEFAULT_LIMIT) -> tuple[Passage, ...]:
    """Cut a document into passages of at most ``limit`` tokens, in the order of the text.

    Args:
        document: its ``marks`` must be those of ``find_structure``.
        tokens: counts the tokens of the encoder.
        limit: tokens of a passage's text at most; its context comes on top.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1 token, got {limit}")
    return _Splitter(document, tokens, limit).passages()


class _Splitter:
    """Splits one document."""

    def __init__(self, document: Document, tokens: TokenCounter, limit: int) -> None:
        self._document = document
        self._text = document.text
        self._ruler = Ruler(self._text, tokens)
        self._limit = limit
        self._grouping = Grouping(self._text, self._ruler, limit)
        self._language = document.metadata.language or "en"
        self._contexts = ContextWriter(document.metadata.title, tokens)
        self._page_ends = sorted(page.end for page in document.pages)
        self._notes = NoteCalls(document, self._text, ())

    def passages(self) -> tuple[Passage, ...]:
        plan = layout(self._document, self._text)
        cut = (draft for group in self._grouping.groups(plan.cells) for draft in self._cut(group))
        drafts = [draft for draft in cut if self._says_something(draft.span)]
        drafts += [draft for draft in self._lone_headings(plan, drafts) if self._says_something(draft.span)]
        self._notes = NoteCalls(self._document, self._text, plan.cells)
        drafts.sort(key=lambda draft: draft.span)
        return self._with_notes(drafts, [self._passage(draft) for draft in drafts])

    def _says_something(self, span: Span) -> bool:
        """Tell a passage from an ornament («* * *»)."""
        return any(character.isalnum() for character in span.of(self._text))

    # --- cutting long ones ------------------------------------------------------------------------------------------

    def _cut(self, group: tuple[Cell, ...]) -> Iterator[_Draft]:
        first = group[0]
        span = self._stripped(first.span.start, group[-1].span.end)
        if span is None:
            return
        if self._ruler.length(span.start, span.end) <= self._limit:
            yield _Draft(span, self._grouping.labels(group), first, self._lead_in(first, span.start))
            return
        atoms = [atom for cell in group for atom in self._atoms(cell)]
        for piece in pack(atoms, self._ruler, self._limit):
            begin = piece[0].span.start
            yield _Draft(Span(begin, piece[-1].span.end), _labels(first, piece), first, self._lead_in(first, begin))

    def _atoms(self, cell: Cell) -> Iterator[Atom]:
        for strip in cell.strips:
            if cell.table is not None:
                found = rows_of(self._text, strip.span, self._ruler, self._limit)
            else:
                found = atoms_of(self._text, strip.span, self._language, self._ruler, self._limit)
            atoms = list(found)
            for index, atom in enumerate(atoms):
                end = min(atom.end, End.LINE) if index + 1 == len(atoms) else atom.end
                label = strip.item.label if strip.item is not None else ""
                yield Atom(atom.span, end, label, self._ends_page(atom.span.end))

    def _ends_page(self, offset: int) -> bool:
        index = bisect.bisect_left(self._page_ends, offset)
        return index < len(self._page_ends) and not self._text[offset : self._page_ends[index]].strip()

    def _lead_in(self, cell: Cell, start: int) -> str:
        """Return the sentence that introduces a list, for passages that begin inside it."""
        for mark in cell.lists:
            if mark.span.start < start < mark.span.end:
                before = self._text[max(cell.span.start, mark.span.start - 400) : mark.span.start].strip()
                line = before.rsplit("\n", 1)[-1].strip()
                return line if line.endswith(":") else ""
        unit = cell.unit
        if unit is not None and unit.kind is MarkKind.PROVISION and start > cell.span.start:
            line = cell.span.of(self._text).strip().split("\n", 1)[0].strip()
            return line if line.endswith(":") else ""
        return ""

    # --- headings with nothing under them ---------------------------------------------------------------------------

    def _lone_headings(self, plan: Layout, drafts: Iterable[_Draft]) -> Iterator[_Draft]:
        """Make passages of headings that are in no passage's section; neighbours come together."""
        named = {id(mark) for draft in drafts for mark in draft.cell.section.marks}
        row: list[tuple[Mark, Section, Mark | None]] = []
        for entry in plan.headings:
            mark = entry[0]
            if id(mark) in named or not len(mark.span) or self._is_title(mark):
                continue
            if row and not self._may_follow(row, mark):
                yield from self._headings_as_text(row)
                row = []
            row.append(entry)
        if row:
            yield from self._headings_as_text(row)

    def _is_title(self, mark: Mark) -> bool:
        """Tell whether every context says the heading already, being the title or a part of it."""
        return mark.label.casefold() in " ".join(self._document.metadata.title.split()).casefold()

    def _may_follow(self, row: list[tuple[Mark, Section, Mark | None]], mark: Mark) -> bool:
        start, end = row[0][0].span.start, row[-1][0].span.end
        between = self._text[end : mark.span.start]
        return not between.strip() and self._ruler.length(start, mark.span.end) <= self._limit

    def _headings_as_text(self, row: list[tuple[Mark, Section, Mark | None]]) -> Iterator[_Draft]:
        mark, section, unit = row[0]
        span = self._stripped(mark.span.start, row[-1][0].span.end)
        if span is None:
            return
        own = unit if unit is not None and unit.span.start >= mark.span.start else None
        cell = Cell(section, own, None, None, None, (), ())
        labels = (own.label,) if own is not None and own.label and len(row) == 1 else ()
        if self._ruler.length(span.start, span.end) <= self._limit:
            yield _Draft(span, labels, cell)
            return
        for piece in pack(list(rows_of(self._text, span, self._ruler, self._limit)), self._ruler, self._limit):
            yield _Draft(Span(piece[0].span.start, piece[-1].span.end), labels, cell)

    # --- writing them down ------------------------------------------------------------------------------------------

    def _passage(self, draft: _Draft) -> Passage:
        cell, text = draft.cell, draft.span.of(self._text)
        speaker = cell.speaker.label if cell.speaker is not None else ""
        locator = Locator(
            pages=self._document.pages_of(draft.span),
            paragraphs=draft.labels if cell.note is None else self._notes.callers(cell.note) or draft.labels,
            section=cell.section.path,
            speaker=speaker,
            note=_note(cell) or self._head_note(text, cell),
            ocr=any(
                page.ocr for page in self._document.pages if page.start < draft.span.end and draft.span.start < page.end
            ),
        )
        language = self._language_of(text)
        context = self._contexts.context(locator.section, speaker, draft.lead_in)
        document = self._document
        return Passage(document.id, document.version, text, draft.span, locator, language, context)

    def _with_notes(self, drafts: Sequence[_Draft], made: Sequence[Passage]) -> tuple[Passage, ...]:
        """Tell the passages which footnotes they call."""
        starts = [passage.span.start for passage in made]
        called: dict[int, list[str]] = {}
        for draft, passage in zip(drafts, made, strict=True):
            call = self._notes.call(draft.cell.note) if draft.cell.note is not None else None
            index = bisect.bisect_right(starts, call) - 1 if call is not None else -1
            if call is not None and index >= 0 and call < made[index].span.end:
                called.setdefault(index, []).append(passage.id)
        return tuple(replace(passage, notes=tuple(called.get(index, ()))) for index, passage in enumerate(made))

    def _head_note(self, text: str, cell: Cell) -> str:
        """Tell the note that says what a digest is of from the digest: a reader asks for the latter."""
        is_note = self._document.metadata.digest and cell.unit is None and _DIGEST_NOTE.match(text)
        return HEAD_NOTE if is_note else ""

    def _language_of(self, text: str) -> str:
        """Return the language of a passage; addresses say nothing, and too few words take the document's."""
        words = _ADDRESS.sub(" ", text)
        if sum(character.isalpha() for character in words[:400]) < _FEWEST_LETTERS:
            return self._language
        return detect_language(words) or self._language

    def _stripped(self, start: int, end: int) -> Span | None:
        body = self._text[start:end]
        inner = body.strip()
        left = start + len(body) - len(body.lstrip())
        return Span(left, left + len(inner)) if inner else None


def _labels(cell: Cell, piece: Sequence[Atom]) -> tuple[str, ...]:
    """Return the items a piece stands in; the unit itself where a part of it stands in none."""
    unit = cell.unit
    if unit is None or not unit.label:
        return ()
    if any(not atom.label for atom in piece):
        return (unit.label,)
    return tuple(dict.fromkeys(atom.label for atom in piece))


def _note(cell: Cell) -> str:
    if cell.note is not None:
        return f"footnote {cell.note.label}".strip()
    if cell.unit is not None and cell.unit.kind is MarkKind.OPERATIVE:
        return "operative part"
    return ""
