"""Word lists: counts that steer the vocabulary, and inflected dictionary entries.

A dictionary gives the lemma only; Russian text has the other forms. Each
one-word entry is written out as those of its forms that occur in known text,
so that a token such as «королей» starts from *king* and not from its letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from index_config.training.corpus import Pair, open_text
from index_config.training.wordpiece import bilingual_normalizer, cyrillic_words

#: Share of the general word counts in the mixture with the corpus' own.
GENERAL_SHARE = 0.6
#: Sum of the mixed counts: a word of one in ten million counts one.
TOTAL = 10_000_000
#: A pair counts at most this often for the vocabulary, whatever its weight.
MOST = 6.0
#: Weight of an inflected form beside that of its dictionary entry.
FORM_SHARE = 1 / 6


def count_words(pairs: Iterable[Pair]) -> Counter[str]:
    """Weighted counts of normalised Cyrillic words on the Russian side."""
    counts: Counter[str] = Counter()
    weights: dict[float, list[str]] = {}
    for pair in pairs:
        weights.setdefault(min(pair.weight, MOST), []).append(pair.ru)
    for weight, lines in weights.items():
        part = Counter(word for line in cyrillic_words(lines) for word in line.split())
        for word, count in part.items():
            counts[word] += count * weight  # type: ignore[assignment]
    return counts


def read_counts(path: Path) -> Counter[str]:
    """General word counts, lines ``word<TAB>count``, words normalised."""
    normalizer = bilingual_normalizer()
    counts: Counter[str] = Counter()
    for line in open_text(path):
        word, _, count = line.partition("\t")
        counts[normalizer.normalize_str(word)] += int(count)
    return counts


def mix(corpus: Mapping[str, float], general: Mapping[str, float]) -> dict[str, int]:
    """Mix two count tables by share, :data:`GENERAL_SHARE` of the general one."""
    share = GENERAL_SHARE if general else 0.0
    mixed: Counter[str] = Counter()
    for counts, part in ((corpus, 1 - share), (general, share)):
        total = sum(counts.values()) or 1
        for word, count in counts.items():
            mixed[word] += TOTAL * part * count / total  # type: ignore[assignment]
    return {word: round(count) for word, count in mixed.items() if count >= 1}


def inflected(pairs: Iterable[Pair], known: Mapping[str, float]) -> Iterator[Pair]:
    """One pair for each known form of the one-word Russian entries in ``pairs``.

    Args:
        pairs: dictionary entries; those with spaces on the Russian side or more
            than three English words are passed over.
        known: words of the corpus and of the general counts, normalised.
    """
    normalizer = bilingual_normalizer()
    for pair in pairs:
        if " " in pair.ru or len(pair.en.split()) > 3:
            continue
        own = normalizer.normalize_str(pair.ru)
        forms = {normalizer.normalize_str(form) for form in _forms(pair.ru)}
        for form in sorted(forms - {own}):
            if form in known:
                yield Pair(pair.en, form, pair.weight * FORM_SHARE)


@cache
def _analyzer() -> Any:  # noqa: ANN401 - an untyped library
    """The morphological analyser, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _forms(word: str) -> set[str]:
    """All forms of the paradigm of which ``word`` is the lemma, else none."""
    for parse in _analyzer().parse(word):
        if parse.normal_form == word.lower() and parse.is_known:
            return {form.word for form in parse.lexeme}
    return set()
