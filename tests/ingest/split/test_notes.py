"""Footnotes: cited with the paragraph that calls them, named by the passage that does."""

from index_config.domain import Kind, Mark, MarkKind, Span
from ingest.split import WordCounter, split
from tests.ingest.split.helpers import document, words

COURT = Kind.COURT_DECISION


def test_a_footnote_is_a_passage_of_its_own_under_the_paragraph_that_calls_it() -> None:
    text = "1. One calls.¹\n\n2. Two has words.\n\n¹ The note.\n\n3. Three."
    note = Span(text.index("¹ The"), text.index("\n\n3."))
    cut = split(document(text, kind=COURT, given=(Mark(MarkKind.FOOTNOTE, note, "1"),)), WordCounter())
    (found,) = [passage for passage in cut if passage.locator.note]
    assert (found.locator.note, found.locator.paragraphs, found.text) == ("footnote 1", ("1",), "¹ The note.")
    assert not any("The note" in passage.text for passage in cut if passage is not found)


def test_a_passage_names_the_footnotes_that_it_calls() -> None:
    text = f"1. One calls.¹ {words(170)}\n\n2. Two calls.² Twice.³\n\n¹ The note.\n\n² Other.\n\n³ Third.\n\n3. Three."
    notes = [text.index(f"\n\n{sign} ") + 2 for sign in "¹²³"]
    marks = [
        Mark(MarkKind.FOOTNOTE, Span(start, text.index("\n", start)), str(number))
        for number, start in enumerate(notes, 1)
    ]
    cut = split(document(text, kind=COURT, given=tuple(marks)), WordCounter())
    texts = {passage.id: passage.text for passage in cut}
    named = {passage.text[:8]: [texts[id] for id in passage.notes] for passage in cut if passage.notes}
    assert named == {"1. One c": ["¹ The note."], "2. Two c": ["² Other.", "³ Third."]}


def test_a_footnote_may_stand_before_the_sentence_that_calls_it() -> None:
    pages = "1. One.\n\n¹ The note.\n\n2. Two calls¹ and runs on ", "over the page.\n\n3. Three.¹\n\n¹ Another."
    text = "".join(pages)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in ("¹ The note.", "¹ Another.")]
    given = tuple(Mark(MarkKind.FOOTNOTE, span, "1") for span in spans)
    cut = split(document(*pages, kind=COURT, given=given), WordCounter())
    assert [passage.locator.paragraphs for passage in cut if passage.locator.note] == [("2",), ("3",)]


def test_an_endnote_is_called_from_afar_if_its_number_is_given_once() -> None:
    text = f"1. One calls.[1]\n\n{words(4000)}\n\n2. Two.\n\n3. Three.\n\n[1] The note."
    note = Mark(MarkKind.FOOTNOTE, Span(text.index("[1] The"), len(text)), "1")
    cut = split(document(text, kind=COURT, given=(note,)), WordCounter())
    assert [passage.locator.paragraphs for passage in cut if passage.locator.note] == [("1",)]


def test_a_footnote_whose_call_is_not_found_goes_under_the_paragraph_it_stands_in() -> None:
    text = "1. One.\n\n2. Two.\n\n¹ The note.\n\n3. Three."
    note = Span(text.index("¹"), text.index("\n\n3."))
    cut = split(document(text, kind=COURT, given=(Mark(MarkKind.FOOTNOTE, note, "1"),)), WordCounter())
    assert [passage.locator.paragraphs for passage in cut if passage.locator.note] == [("2",)]
