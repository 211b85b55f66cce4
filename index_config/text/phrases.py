"""Finding known phrases in a text in any case and number: by their lemmas, the longest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index_config.domain import Span
from index_config.text.folding import fold
from index_config.text.terms import Word, words

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Owner]):
    """A phrase and what it stands for. ``cased`` asks for the same capitals as written ("CAT", not "cat")."""

    form: str
    owner: Owner
    cased: bool = False


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """A phrase found at ``span``."""

    phrase: Phrase[Owner]
    span: Span
    words: int


class PhraseBook(Generic[Owner]):
    """Phrases to look for. Hyphens, dots of abbreviations, ё, case and number make no difference."""

    def __init__(self, phrases: Iterable[Phrase[Owner]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Phrase[Owner]]]] = {}
        self._by_lemmas: dict[tuple[str, ...], list[Phrase[Owner]]] = {}
        for phrase in phrases:
            lemmas = tuple(word.lemma for word in words(phrase.form))
            if lemmas:
                self._by_first.setdefault(lemmas[0], []).append((lemmas, phrase))
                self._by_lemmas.setdefault(lemmas, []).append(phrase)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[PhraseMatch[Owner]]:
        """Yield the matches in the order of the text. A phrase inside a longer one is not reported; equals all are."""
        found = words(text)
        at = 0
        while at < len(found):
            matches = self._longest_at(text, found, at)
            yield from matches
            at += matches[0].words if matches else 1

    def exactly(self, text: str) -> tuple[Phrase[Owner], ...]:
        """Return the phrases that ``text`` as a whole is a form of."""
        return tuple(self._by_lemmas.get(tuple(word.lemma for word in words(text)), ()))

    def _longest_at(self, text: str, found: tuple[Word, ...], at: int) -> list[PhraseMatch[Owner]]:
        length, matches = 0, list[PhraseMatch[Owner]]()
        for lemmas, phrase in self._by_first.get(found[at].lemma, ()):
            if len(lemmas) < length:
                break
            window = found[at : at + len(lemmas)]
            span = Span(window[0].span.start, window[-1].span.end)
            if tuple(word.lemma for word in window) == lemmas and (
                not phrase.cased or _same_capitals(text, span, phrase.form)
            ):
                length = len(lemmas)
                matches.append(PhraseMatch(phrase, span, length))
        return matches


def _same_capitals(text: str, span: Span, form: str) -> bool:
    written = span.of(text)
    return written.isupper() == form.isupper() and fold(written) == fold(form)
