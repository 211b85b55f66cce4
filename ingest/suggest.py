"""Suggesting good practices: passages of documents that users bring which read like one.

A sentence is suggested when it says that something was done (introduced, opened, trained …), names a service or a
remedy of the field, and gives it a time, a legal act, a number of people or places reached, or a result, with nothing
in it that tells of a harm, a wish, a plan or a study. The rules would rather miss a practice than call an abuse one. A
suggestion is the passage's own words, in its language only; a person decides whether it becomes a curated practice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index_config.domain import Evidence, Kind, Metadata, Passage, Practice, Span
from index_config.text.sentences import sentence_spans
from index_config.text.stopwords import word_set
from index_config.vocabulary import ConceptKind, Vocabulary
from ingest.practices import SUGGESTED
from ingest.suggest_signs import SIGNS, Signs

#: What a practice is about: services and remedies. A drug, a group of people or a harm alone is not enough.
REMEDIES = word_set(
    """
    oat methadone buprenorphine harm-reduction nsp naloxone overdose-prevention drug-consumption-rooms drug-checking
    drug-dependence-treatment rehabilitation essential-medicines palliative-care medical-cannabis take-home-dosing
    continuity-of-care prison-health community-empowerment community-led-monitoring peer-support outreach
    meaningful-participation social-protection decriminalisation depenalisation legalisation threshold-quantities
    alternatives-to-imprisonment diversion police-training legal-aid paralegals strategic-litigation judicial-training
    nhri-ombudsman harm-reduction-funding social-contracting budget-advocacy
    """
)
#: Whom a practice is for: together with a word for a service.
SERVED = word_set(
    """
    pwud pwid key-populations women-who-use-drugs people-in-prison sex-workers hiv hepatitis-c tuberculosis withdrawal
    pregnancy gender-based-violence
    """
)
#: Kinds that tell what was done. Decisions tell of one person's case, guidelines of what should be.
_TELLING = frozenset({Kind.REPORT, Kind.DIALOGUE})
_WORDS = re.compile(r"\w+")
_SHORTEST, _LONGEST = 8, 70  # words of a sentence
_MOST_TOGETHER = 110  # words of what is suggested


@dataclass(frozen=True, slots=True)
class Suggester:
    """Finds passages that read like a practice."""

    vocabulary: Vocabulary

    def suggest(self, passages: Iterable[Passage], metadata: Metadata) -> tuple[Practice, ...]:
        """Return the practices that the passages of one document suggest, one for a passage at most."""
        if metadata.kind not in _TELLING:
            return ()
        found = (self._practice(passage, metadata) for passage in passages if not passage.locator.note)
        return tuple(practice for practice in found if practice is not None)

    def _practice(self, passage: Passage, metadata: Metadata) -> Practice | None:
        signs = SIGNS.get(passage.language)
        if signs is None:
            return None
        spans = sentence_spans(passage.text, passage.language)
        for number, span in enumerate(spans):
            sentence = span.of(passage.text)
            if not self._reads_like_one(sentence, signs):
                continue
            text = Span(span.start, _end(passage.text, spans[number:], signs)).of(passage.text)
            countries = self._countries(sentence) or self._countries(passage.text) or metadata.countries
            if countries:
                return Practice(
                    id=f"{SUGGESTED}-{passage.id}",
                    what={passage.language: text},
                    when=_when(sentence, signs),
                    countries=tuple(countries),
                    topics=self._topics(text),
                    evidence=(Evidence(passage.document_id, next(iter(passage.locator.paragraphs), ""), passage.id),),
                    status=SUGGESTED,
                )
        return None

    def _reads_like_one(self, sentence: str, signs: Signs) -> bool:
        if not _SHORTEST <= len(_WORDS.findall(sentence)) <= _LONGEST:
            return False
        if signs.against.search(sentence) or signs.opening.match(sentence):
            return False
        shown = any(sign.search(sentence) for sign in (signs.anchor, signs.reached, signs.standing))
        return bool(shown and signs.done.search(sentence)) and self._helps(sentence, signs)

    def _helps(self, sentence: str, signs: Signs) -> bool:
        topics = self._topics(sentence)
        served = not SERVED.isdisjoint(topics) and signs.service.search(sentence)
        return bool(served) or not REMEDIES.isdisjoint(topics)

    def _topics(self, text: str) -> tuple[str, ...]:
        named = (match for match in self.vocabulary.concepts_in(text) if match.concept.kind is ConceptKind.TOPIC)
        return tuple(dict.fromkeys(match.concept.id for match in named if not match.stigmatising))

    def _countries(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._places(text)))

    def _places(self, text: str) -> Iterator[str]:
        for match in self.vocabulary.concepts_in(text):
            if match.concept.kind is ConceptKind.COUNTRY:
                yield match.concept.id
            elif match.concept.kind is ConceptKind.PLACE and match.concept.country:
                yield match.concept.country


def _end(text: str, spans: tuple[Span, ...], signs: Signs) -> int:
    """Return the offset just after the first sentence and those that go on to tell its result."""
    end = spans[0].end
    for span in spans[1:]:
        sentence = span.of(text)
        words = len(_WORDS.findall(text[spans[0].start : span.end]))
        goes_on = signs.result.match(sentence) or signs.reached.search(sentence)
        if not goes_on or signs.against.search(sentence) or words > _MOST_TOGETHER or "\n\n" in text[end : span.start]:
            break
        end = span.end
    return end


def _when(sentence: str, signs: Signs) -> str:
    """Return the year of the sentence as practices give it (``since 2008``, ``2008``); empty for none or several."""
    since = signs.since.search(sentence)
    if since:
        return f"since {since['year']}"
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    return years.pop() if len(years) == 1 else ""
