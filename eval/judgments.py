"""Which passage answers which question: graded judgments that outlive a change of splitter.

A judged passage is a stretch of a document's canonical text, named ``file:start-end``. ``qrels.tsv`` holds the grades
in TREC's form (``question 0 passage grade``), ``passages.tsv`` the first and last words of each, by which it is found
again when the document was changed. A hit has the grade of the judged passage it covers, wherever its splitter cut.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index_config.domain import Span
from index_config.errors import ConfigurationError

JUDGMENTS = Path(__file__).parent / "judgments"
#: Grades: 3 answers the question, 2 answers part of it, 1 is related, 0 is not.
GRADES = (0, 1, 2, 3)
#: From this grade on a passage counts as an answer where a measure knows only right and wrong.
ANSWERS = 2
#: The part of the shorter of two stretches that must be shared for them to be one.
_COVERED = 0.5
_ANCHOR = 48
_KEY = re.compile(r"(.+):(\d+)-(\d+)")

Qrels = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A part of a file's canonical text."""

    file: str
    span: Span

    @property
    def key(self) -> str:
        """Its name, ``file:start-end``."""
        return f"{self.file}:{self.span.start}-{self.span.end}"

    @classmethod
    def parse(cls, key: str) -> "Stretch":
        """Read a name. Raises ValueError."""
        match = _KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"no passage name: {key}")
        return cls(match[1], Span(int(match[2]), int(match[3])))

    def covers(self, other: "Stretch") -> bool:
        """Tell whether the two share most of the shorter one."""
        if self.file != other.file:
            return False
        shared = min(self.span.end, other.span.end) - max(self.span.start, other.span.start)
        return shared >= _COVERED * max(1, min(len(self.span), len(other.span)))


def anchor_of(text: str) -> str:
    """First and last words of a passage, one space between words: what it is recognised by."""
    words = " ".join(text.split())
    return words if len(words) <= 2 * _ANCHOR else f"{words[:_ANCHOR]} … {words[-_ANCHOR:]}"


@dataclass(slots=True)
class Judgments:
    """Grades by question and passage; ``anchors`` by passage."""

    grades: dict[str, dict[str, int]] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def add(self, question: str, stretch: Stretch, text: str, grade: int) -> None:
        """Put in one judgment, in place of an earlier one. Raises ValueError for a grade that is none."""
        if grade not in GRADES:
            raise ValueError(f"{question}: no grade {grade!r}")
        self.grades.setdefault(question, {})[stretch.key] = grade
        self.anchors[stretch.key] = anchor_of(text)

    def placed(self, texts: Mapping[str, str]) -> tuple["Judgments", tuple[str, ...]]:
        """Find every judged passage in the texts as they are now (by file): the judgments there, and those lost."""
        moved: dict[str, str] = {}
        lost = []
        for key, anchor in self.anchors.items():
            found = _place(Stretch.parse(key), anchor, texts.get(Stretch.parse(key).file, ""))
            if found is None:
                lost.append(key)
            else:
                moved[key] = found.key
        grades = {
            question: {moved[key]: grade for key, grade in passages.items() if key in moved}
            for question, passages in self.grades.items()
        }
        return Judgments(grades, {moved[key]: self.anchors[key] for key in moved}), tuple(sorted(lost))

    def save(self, folder: Path = JUDGMENTS) -> None:
        """Write both files, sorted."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = [f"{question}\t0\t{key}\t{grade}" for question in sorted(self.grades)
                for key, grade in sorted(self.grades[question].items())]  # fmt: skip
        used = {key for passages in self.grades.values() for key in passages}
        anchors = [f"{key}\t{self.anchors[key]}" for key in sorted(used)]
        (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (folder / "passages.tsv").write_text("\n".join(anchors) + "\n", encoding="utf-8")


def load_judgments(folder: Path = JUDGMENTS) -> Judgments:
    """Read the judgments of a folder.

    Raises:
        ConfigurationError: a file is missing or a line of it wrong; it is named.
    """
    judgments = Judgments()
    for line, (key, anchor) in _rows(folder / "passages.tsv", 2):
        if _KEY.fullmatch(key) is None:
            raise ConfigurationError(reason=f"{line}: no passage name: {key}")
        judgments.anchors[key] = anchor
    for line, (question, _, key, grade) in _rows(folder / "qrels.tsv", 4):
        if grade not in map(str, GRADES) or key not in judgments.anchors:
            raise ConfigurationError(reason=f"{line}: a wrong grade, or a passage that passages.tsv lacks")
        judgments.grades.setdefault(question, {})[key] = int(grade)
    return judgments


def match(found: Iterable[Stretch], judged: Mapping[str, int]) -> list[str]:
    """Name each found stretch by the judged passage it covers, the best graded that is not taken; else by itself.

    A long stretch that covers several judged passages counts for the best of them only.
    """
    by_file: dict[str, list[tuple[int, Stretch]]] = {}
    for key, grade in judged.items():
        stretch = Stretch.parse(key)
        by_file.setdefault(stretch.file, []).append((grade, stretch))
    taken: set[str] = set()
    names = []
    for stretch in found:
        rivals = [(grade, other) for grade, other in by_file.get(stretch.file, ()) if other.key not in taken]
        covered = [(grade, other.key) for grade, other in rivals if stretch.covers(other)]
        name = max(covered)[1] if covered else stretch.key
        taken.add(name)
        names.append(name)
    return names


def _rows(path: Path, width: int) -> Iterable[tuple[str, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigurationError(reason=f"{path.name}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if len(cells) != width:
            raise ConfigurationError(reason=f"{path.name}:{number}: {width} columns wanted, not {len(cells)}")
        yield f"{path.name}:{number}", cells


def _place(stretch: Stretch, anchor: str, text: str) -> Stretch | None:
    """Return where the passage stands in ``text``: where it was, or the nearest place with its first and last words."""
    span = stretch.span
    if span.end <= len(text) and anchor_of(span.of(text)) == anchor:
        return stretch
    head, _, tail = anchor.partition(" … ")
    starts = [found.start() for found in re.finditer(_spaced(head), text)]
    for start in sorted(starts, key=lambda place: abs(place - span.start)):
        if not tail:
            found = re.compile(_spaced(head)).match(text, start)
        else:
            found = re.compile(_spaced(tail)).search(text, start, start + 2 * len(span) + _ANCHOR)
        if found:
            return Stretch(stretch.file, Span(start, found.end()))
    return None


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())
