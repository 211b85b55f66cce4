"""The list of ordinary English words that ``index_config.text.names`` reads.

A word is ordinary when a dictionary has it in small letters, or when the English side of the training pairs mostly
writes it in small letters inside a line; a name is written with a capital there. Run ``python -m
index_config.training.ordinary_words PAIRS… > index_config/text/english_words.txt``.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from index_config.text.english import english_stem

_HEADER = """# Stems of ordinary English words: a capital letter alone does not make a name of them.
# Made by index_config/training/ordinary_words.py from the pairs that the model card lists.
"""
_WORD = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]{2,}(?=[ ,.;:)])")
_ENTRY = re.compile(r"[a-z]{3,}")  # a line that is one word: a dictionary's
_FEWEST = 3  # occurrences in small letters: fewer may be a slip
_SMALL_SHARE = 0.7


def ordinary_stems(lines: Iterable[str]) -> set[str]:
    """Return the stems of words that stand mostly in small letters after a small letter or a comma."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    entries: list[str] = []
    for line in lines:
        if _ENTRY.fullmatch(line):
            entries.append(line)
        for word in _WORD.findall(line):
            (capital if word[0].isupper() else small)[word.lower()] += 1
    attested = {
        word for word, count in small.items() if count >= _FEWEST and count >= _SMALL_SHARE * (count + capital[word])
    }
    return {english_stem(word) for word in attested | set(entries)}


def english_side(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the English text of files of pairs ``en<TAB>ru``, gzipped or not."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as stream:
            yield from (line.split("\t", 1)[0] for line in stream)


def main() -> None:
    """Write the list for the files named on the command line to standard output."""
    stems = ordinary_stems(english_side(map(Path, sys.argv[1:])))
    sys.stdout.write(_HEADER + "\n".join(sorted(stems)) + "\n")


if __name__ == "__main__":
    main()
