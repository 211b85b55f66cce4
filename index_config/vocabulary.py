"""The vocabulary of the field in English and Russian: found by any form, answered with the respectful term.

``Vocabulary.load()`` reads ``vocabulary.yaml`` beside this file; see ``vocabulary_file`` for its shape.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index_config.domain import Span
from index_config.text.folding import fold
from index_config.text.phrases import Phrase, PhraseBook
from index_config.text.terms import words
from index_config.vocabulary_file import LANGUAGES, SECTIONS, Concept, ConceptKind, read_vocabulary

__all__ = ["Concept", "ConceptKind", "ConceptMatch", "Expansion", "Vocabulary"]

_DEFAULT = Path(__file__).with_name("vocabulary.yaml")

#: What an added form counts beside a word of the query itself: another name of the same thing half, a guess from a word
#: that only points to the concept less, and so does a common word beside a term of the field.
_SAME_WEIGHT = 0.5
_NEAR_WEIGHT = 0.25
_WORD_WEIGHT = 0.35
_WEIGHTS = {ConceptKind.WORD: _WORD_WEIGHT}
_BRITISH = re.compile(r"is(ation|e|ed|ing)$")


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept found in a text: by which of its forms, and where. ``stigmatising`` tells a form not to be repeated."""

    concept: Concept
    span: Span
    form: str
    stigmatising: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a concept adds to a query: its other names in both languages, each counting ``weight`` of a typed word."""

    concept: str
    forms: tuple[str, ...]
    weight: float
    found: str = ""


class Vocabulary:
    """The concepts, looked up by id, by form and in running text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self._by_id = {(concept.kind, concept.id): concept for concept in self._concepts}
        self._book = PhraseBook(
            Phrase(form, concept, form in concept.cased)
            for concept in self._concepts
            if concept.kind is not ConceptKind.GUIDELINE  # headings as plain as "Children" would be found everywhere
            for form in dict.fromkeys((*concept.names, *concept.hints, *concept.found_as))
        )
        self._headings = PhraseBook(
            Phrase(form, heading) for heading in self.of_kind(ConceptKind.GUIDELINE) for form in heading.names
        )

    @classmethod
    def load(cls, path: Path = _DEFAULT) -> "Vocabulary":
        """Read a vocabulary file.

        Raises:
            CatalogueError: the file cannot be read or an entry is wrong; file, entry and field are named.
        """
        return cls(read_vocabulary(path))

    def of_kind(self, kind: ConceptKind) -> tuple[Concept, ...]:
        """Return the concepts of one kind in the order of the file."""
        return tuple(concept for concept in self._concepts if concept.kind is kind)

    def get(self, kind: ConceptKind, id: str) -> Concept | None:
        """Return the concept of that kind and id."""
        return self._by_id.get((kind, id))

    def concepts_in(self, text: str) -> tuple[ConceptMatch, ...]:
        """Return the concepts named in ``text`` in any case and number, in its order, the longest form first."""
        found: dict[tuple[ConceptKind, str, Span], ConceptMatch] = {}
        for match in self._book.find(text):
            concept, form = match.phrase.owner, match.phrase.form
            key = (concept.kind, concept.id, match.span)
            found.setdefault(key, ConceptMatch(concept, match.span, form, form in concept.found_as))
        return tuple(found.values())

    def words(self) -> frozenset[str]:
        """Return every folded word of every form, in British and American spelling, for the speller."""
        written = {
            fold(word.written)
            for concept in self._concepts
            for form in (*concept.names, *concept.hints, *concept.found_as)
            for word in words(form)
        }
        return frozenset(written | {_BRITISH.sub(r"iz\1", word) for word in written})

    def expand(self, text: str) -> tuple[Expansion, ...]:
        """Return the other names, in both languages, of every concept found in a query.

        Stigmatising words are not added.
        """
        expansions: dict[str, Expansion] = {}
        for match in self.concepts_in(text):
            concept = match.concept
            if concept.id in expansions:
                continue
            weight = _NEAR_WEIGHT if match.form in concept.hints else _WEIGHTS.get(concept.kind, _SAME_WEIGHT)
            forms = tuple(form for form in concept.names if form != match.form)
            if forms:
                expansions[concept.id] = Expansion(concept.id, forms, weight, match.span.of(text))
        return tuple(expansions.values())

    def region_of(self, country: str) -> str:
        """Return the id of the first region of the file that holds the country, ``""`` where none does."""
        return next(iter(self.regions_of(country)), "")

    def regions_of(self, country: str) -> tuple[str, ...]:
        """Return the ids of all regions that hold the country (ISO 3166 code), in the order of the file."""
        return tuple(region.id for region in self.of_kind(ConceptKind.REGION) if country.upper() in region.members)

    def countries_in(self, region: str) -> tuple[str, ...]:
        """Return the country codes of a region given by id or any name, empty for an unknown region."""
        found = self.get(ConceptKind.REGION, self.region_id(region))
        return found.members if found else ()

    def region_id(self, name: str) -> str:
        """Return the id of the region with that id or name, ``""`` for an unknown one."""
        return self._id_of(ConceptKind.REGION, name)

    def country_code(self, name: str) -> str:
        """Return the ISO 3166 code of a country given by code or name in either language, ``""`` if unknown."""
        return self._id_of(ConceptKind.COUNTRY, name)

    def body_id(self, name: str) -> str:
        """Return the id of the body with that id or name, ``""`` for an unknown one."""
        return self._id_of(ConceptKind.BODY, name)

    def guideline_id(self, name: str) -> str:
        """Return the number of the International Guidelines' provision with that number or heading, else ``""``."""
        return self._id_of(ConceptKind.GUIDELINE, name)

    def body_names(self, name: str) -> tuple[str, ...]:
        """Return all names of the body with that id or name, in both languages, empty for an unknown one."""
        found = self.get(ConceptKind.BODY, self.body_id(name))
        return found.names if found else ()

    def as_json(self) -> dict[str, Any]:
        """Return the vocabulary as plain data: one list for each section of the file."""
        return {section: [_plain(concept) for concept in self.of_kind(kind)] for section, kind in SECTIONS.items()}

    def _id_of(self, kind: ConceptKind, name: str) -> str:
        wanted = name.strip()
        for id in (wanted, wanted.upper(), wanted.lower()):
            if (kind, id) in self._by_id:
                return id
        book = self._headings if kind is ConceptKind.GUIDELINE else self._book
        owners = [phrase.owner for phrase in book.exactly(wanted) if phrase.owner.kind is kind]
        return owners[0].id if owners else ""


def _plain(concept: Concept) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": concept.id}
    for language in LANGUAGES:
        plain[language] = {
            "term": concept.term[language],
            "also": list(concept.also[language]),
            "definition": concept.about[language],
        }
    if concept.members:
        plain["members"] = list(concept.members)
    return plain
