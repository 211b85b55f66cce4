"""Reading parallel text: ``en<TAB>ru`` files and question–passage files.

Pairs come from plain or gzipped TSV files; question–passage records from
(gzipped) JSON lines ``{"en": str, "ru": str, "q": [str], "qr": [str]}``, where
``en`` and ``ru`` are one passage in two languages, ``q`` English questions and
``qr`` Russian questions that it answers.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PAIR_SUFFIXES = (".tsv", ".tsv.gz")
PASSAGE_SUFFIXES = (".jsonl", ".jsonl.gz")

#: Weight of a file by the first matching name or folder; see :func:`weight_of`.
#: Field text counts more, product manuals less, machine translation least.
WEIGHTS: tuple[tuple[str, float], ...] = (
    ("train_mt/", 0.2),
    ("/domain_", 40.0),
    ("/un_sdg", 4.0),
    ("/primero_child", 4.0),
    ("/uwazi", 4.0),
    ("/covid19", 4.0),
    ("legal", 1.5),
    ("compliance_", 1.5),
    ("/privacyguides", 1.5),
    ("/opensource_guide", 1.5),
    ("/openownership", 1.5),
    ("dict/", 1.5),
    ("/debian_website", 1.2),
    ("/php_doc", 0.5),
    ("/ms_", 0.7),
)

#: Weight from which a file is taken for running text of use, see :func:`read_runs`.
RUNNING_TEXT = 1.5
#: Characters of the shortest English text that counts as a sentence.
SENTENCE = 30
#: Characters of the runs, in turn.
RUN_SIZES = (250, 450, 700, 950)

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence or term in both languages, with its sampling weight."""

    en: str
    ru: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QuestionPassage:
    """One passage in both languages and the questions that it answers."""

    en: str
    ru: str
    questions_en: tuple[str, ...]
    questions_ru: tuple[str, ...]


def open_text(path: Path) -> Iterable[str]:
    """Lines of a UTF-8 text file, gzipped or not, without line ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def files_in(paths: Iterable[Path], suffixes: tuple[str, ...], skip: tuple[str, ...] = ()) -> list[Path]:
    """Files with one of the suffixes among ``paths``, folders searched, sorted.

    ``skip`` names files to leave out by a part of their name.
    """
    found: set[Path] = set()
    for path in paths:
        members = path.rglob("*") if path.is_dir() else [path]
        found.update(
            member
            for member in members
            if member.name.endswith(suffixes) and not any(part in member.name for part in skip)
        )
    return sorted(found)


def weight_of(path: Path) -> float:
    """Sampling weight of a file by its folder and name."""
    name = path.as_posix()
    return next((weight for part, weight in WEIGHTS if part in name), 1.0)


def read_pairs(paths: Iterable[Path], skip: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Pairs of all TSV files under ``paths`` in file order, duplicates dropped.

    Lines without two columns or without a Cyrillic letter are left out.
    """
    seen: set[int] = set()
    for path in files_in(paths, PAIR_SUFFIXES, skip):
        weight = weight_of(path)
        for line in open_text(path):
            en, _, ru = line.partition("\t")
            ru = ru.partition("\t")[0]
            if not en.strip() or not _CYRILLIC.search(ru):
                continue
            key = hash((en, ru))
            if key not in seen:
                seen.add(key)
                yield Pair(en, ru, weight)


def read_runs(
    paths: Iterable[Path], skip: tuple[str, ...] = (), *, sizes: tuple[int, ...] = RUN_SIZES
) -> Iterator[Pair]:
    """Longer texts: consecutive pairs of running text, joined to passages.

    Files of weight :data:`RUNNING_TEXT` and more, dictionaries left out, are taken;
    a run ends when its English has the next of ``sizes`` characters, in turn. The
    publishers keep document order, so neighbours mostly belong together.
    """
    number = 0
    for path in files_in(paths, PAIR_SUFFIXES, skip):
        if weight_of(path) < RUNNING_TEXT or path.parent.name == "dict":
            continue
        run: list[Pair] = []
        for pair in read_pairs([path]):
            if len(pair.en) < SENTENCE or pair.en.isupper():
                continue
            run.append(pair)
            if sum(len(part.en) + 1 for part in run) >= sizes[number % len(sizes)]:
                texts = (" ".join(part.en for part in run), " ".join(part.ru for part in run))
                yield Pair(*texts, pair.weight)
                run, number = [], number + 1


def read_passages(paths: Iterable[Path]) -> list[QuestionPassage]:
    """Question–passage records of all JSON-lines files under ``paths``."""
    records = []
    for path in files_in(paths, PASSAGE_SUFFIXES):
        for line in open_text(path):
            row = json.loads(line)
            records.append(QuestionPassage(row["en"], row["ru"], tuple(row["q"]), tuple(row["qr"])))
    return records


def hold_out(records: list[QuestionPassage], share: float) -> tuple[list[QuestionPassage], list[QuestionPassage]]:
    """Split into training and development records, evenly over the files.

    Every ``round(1 / share)``-th record is held out, so the split depends on
    the data alone and never on a seed.
    """
    if share <= 0:
        return records, []
    step = max(2, round(1 / share))
    training = [record for n, record in enumerate(records) if n % step]
    return training, records[::step]
