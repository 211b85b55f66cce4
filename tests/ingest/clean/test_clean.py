"""The whole cleaning: offsets, page ends, marks, footnotes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index_config.domain import Mark, MarkKind, Page, RawDocument, RawPage, Span
from ingest.clean import STEPS, clean

PIECES = st.sampled_from(
    [
        "a",
        "б",
        "й",
        "и\u0306",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "-\n",
        "\u00ad",
        "\u00a0",
        "\u2028",
        "\ufb01",
        "1. ",
        "• ",
    ]
    + ["Р Е Ш Е Н И Е", ".", "слово ", "word-\nwide ", "\x00", "\ufeff", "\t", "| ", "Санкт-\nПетербург"]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def document(*texts: str, marks: tuple[Mark, ...] = (), wrapped: bool = False) -> RawDocument:
    return RawDocument(tuple(RawPage(n, text, marks, wrapped=wrapped) for n, text in enumerate(texts, 1)))


def canonical(pages: tuple[Page, ...]) -> str:
    return "".join(page.text for page in pages)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_every_copied_character_equals_the_raw_one(texts: list[str], wrapped: bool) -> None:
    pages, _ = clean(document(*texts, wrapped=wrapped))
    start = 0
    for page, raw in zip(pages, texts, strict=True):
        assert page.raw == raw
        assert page.start == start
        start = page.end
        for run in page.origin:
            assert run.length > 0
            assert page.text[run.start : run.start + run.length] == raw[run.raw_start : run.raw_start + run.length]


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_the_text_is_tidy(texts: list[str], wrapped: bool) -> None:
    pages, _ = clean(document(*texts, wrapped=wrapped))
    filled = [page.text for page in pages if page.text]
    for text in filled[:-1]:
        assert text[-1] in "\n " and not text[:-1].endswith(("\n", " "))
    if filled:
        assert filled[-1] == filled[-1].strip()
    assert not any(bad in canonical(pages) for bad in ("  ", " \n", "\n ", "\n\n\n", "\r", "\x00", "\u00a0", "\u00ad"))


@settings(deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_marks_hold_what_is_left_of_their_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    pages, marks = clean(document(text, marks=(Mark(MarkKind.HEADING, Span(start, end)),)))
    for mark in marks:
        raw = pages[0].raw_span(mark.span)
        assert start <= raw.start <= raw.end <= end


@settings(deadline=None)
@given(TEXTS)
def test_cleaning_loses_no_word_character(text: str) -> None:
    pages, _ = clean(document(text))
    import unicodedata

    def letters(of: str) -> list[str]:
        return [char for char in unicodedata.normalize("NFC", of.replace("\ufb01", "fi")) if char.isalnum()]

    assert letters(canonical(pages)) == letters(text)


def test_a_sentence_reads_on_over_the_page_break() -> None:
    first = "The Court reiterates that in such circumstances the domestic authorities must"
    pages, _ = clean(document(f"{first}\n", "take steps.\nNew paragraph."))
    assert canonical(pages).startswith(f"{first} take steps.")
    assert pages[0].text.endswith("must ")


def test_a_new_paragraph_begins_after_the_page_break() -> None:
    pages, _ = clean(document("The end of a sentence.", "58. The Court notes."))
    assert pages[0].text == "The end of a sentence.\n"


def test_a_word_cut_by_the_page_break_keeps_its_hyphen() -> None:
    pages, _ = clean(document("они хранили в этом месте различные сильнодействующие нарко-", "тики и другое."))
    assert canonical(pages).endswith("нарко- тики и другое.")


def test_footnotes_do_not_interrupt_the_sentence_that_runs_on() -> None:
    raw = "First paragraph.\n\nThe sentence that runs on over the end of this page\n\n¹ The note."
    note = Mark(MarkKind.FOOTNOTE, Span(raw.index("¹"), len(raw)), "1")
    pages, marks = clean(
        RawDocument((RawPage(1, raw, (note,), wrapped=True), RawPage(2, "goes on here.", wrapped=True)))
    )
    text = canonical(pages)
    assert (
        text == "First paragraph.\n\n¹ The note.\n\nThe sentence that runs on over the end of this page goes on here."
    )
    assert [mark.span.of(text) for mark in marks] == ["¹ The note."]
    moved = Span(text.index("¹"), text.index("\n\nThe sentence"))
    assert pages[0].raw_span(moved).of(raw) == "¹ The note."


def test_footnotes_stay_at_the_end_where_the_sentence_ends() -> None:
    raw = "The paragraph ends.\n\n¹ The note."
    note = Mark(MarkKind.FOOTNOTE, Span(raw.index("¹"), len(raw)), "1")
    pages, _ = clean(RawDocument((RawPage(1, raw, (note,), wrapped=True), RawPage(2, "New.", wrapped=True))))
    assert pages[0].text == "The paragraph ends.\n\n¹ The note.\n"


def test_an_empty_page_stays_empty() -> None:
    pages, _ = clean(document("One.", "", "Two."))
    assert [page.text for page in pages] == ["One.\n", "", "Two."]


def test_marks_come_in_canonical_offsets() -> None:
    heading = Mark(MarkKind.HEADING, Span(2, 9), level=2)
    pages, marks = clean(RawDocument((RawPage(1, "Text."), RawPage(2, "  Heading\n\nText.", (heading,)))))
    assert marks == (Mark(MarkKind.HEADING, Span(6, 13), level=2),)
    assert marks[0].span.of(canonical(pages)) == "Heading"


def test_steps_are_named_and_say_what_they_do() -> None:
    names = [step.name for step in STEPS]
    assert len(set(names)) == len(names)
    assert all(step.what.endswith(".") for step in STEPS)
