"""The page of an evaluation: whole, escaped, self-contained, the same each time."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.page import render, write_page
from eval.plots import Bar, Range, bars, ranges
from eval.quotes import QuoteCheck
from tests.eval.made_up import HOSTILE, made_up_evaluation, without_questions

#: Elements that HTML closes by itself.
_VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Collects elements and text, and holds that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.text += " "
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    reader.text = " ".join(reader.text.split())
    return reader


@pytest.fixture(scope="module")
def page() -> str:
    return render(made_up_evaluation())


@pytest.fixture(scope="module")
def reader(page: str) -> Reader:
    return read(page)


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    write_page(made_up_evaluation(), tmp_path / "one.html")
    write_page(made_up_evaluation(), tmp_path / "deeper" / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "deeper" / "two.html").read_bytes()


def test_hostile_text_is_text(reader: Reader) -> None:
    assert not {tag for tag, _ in reader.elements} & {"script", "img", "iframe", "object", "link", "form"}
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert reader.text.count(HOSTILE) == 2  # the question, and a passage that came up


def test_hostile_names_are_text() -> None:
    evaluation = made_up_evaluation(("hybrid", "<b>$x$</b>"))
    evaluation = replace(
        evaluation, quotes=QuoteCheck(2, 1, 0, 0, (HOSTILE,)), corpus=replace(evaluation.corpus, model=HOSTILE)
    )
    reader = read(render(evaluation))
    assert "b" not in {tag for tag, attributes in reader.elements if tag == "b" and attributes}
    assert reader.text.count(HOSTILE) == 4
    assert "<b>$x$</b>" in reader.text


def test_nothing_comes_from_outside(page: str, reader: Reader) -> None:
    policies = [attributes["content"] for tag, attributes in reader.elements if attributes.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    for _, attributes in reader.elements:
        assert not {"src", "srcset", "data", "action", "background", "poster"} & attributes.keys()
        assert attributes.get("href", "#").startswith("#")
    outside = page.replace("https://example.org/x.png", "")  # the hostile question's, as text
    assert not re.search(r"https?:|//[a-z]|url\(|@import|@font-face", outside)


def test_links_lead_somewhere_and_ids_are_unique(reader: Reader) -> None:
    ids = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for _, attributes in reader.elements if "href" in attributes} <= set(ids)


def test_says_the_figures(reader: Reader) -> None:
    for expected in (
        "of questions have an answer among the first five passages (30 of 40) 75%",
        "(16 of 25) 64%",
        "hybrid 0.70 0.65 0.60 0.55 0.50",
        "dense 0.040 75% 85% 13 40",
        "slang 11 0.50 0.40 0.60 0.50 0.55",
        "ru→en · nDCG@10 0.12 · made-002",
        "Nothing was found.",
    ):
        assert expected in reader.text


def test_says_the_figures_in_russian(page: str) -> None:
    summary = re.search(r'<div class="russian" lang="ru">.*?</div>', page, re.DOTALL)
    assert summary
    text = " ".join(summary[0].split())
    assert "Из 40, на которые в собрании есть ответ, у 30 (75 %) он есть среди первых пяти" in text
    assert "у 16 из 25 (64 %)" in text
    assert "не больше 8,2&nbsp;мс" in text


def test_says_the_limits(reader: Reader) -> None:
    limits = reader.text.partition("What these figures do not prove")[2]
    # Twenty values of 0.6 and twenty of 0.8: standard deviation 0.1 * sqrt(40/39) = 0.1013, times 1.96 / sqrt(40) = 0.0314.
    assert "nDCG@10 0.70, uncertain by about ±0.03 (95% interval" in limits
    assert "40 of 50 questions count here" in limits
    assert "A language model judged" in limits
    assert "a reader has seen 90%" in limits
    assert "the least judged here is sparse, with 80%" in limits
    assert "The documents are our own digests" in limits
    assert "got lost" not in limits


def test_texts_carry_their_language(reader: Reader) -> None:
    spoken = [attributes["lang"] for tag, attributes in reader.elements if tag == "blockquote"]
    assert spoken == ["en", "ru", "en", "en"]


def test_long_passages_are_shortened(reader: Reader) -> None:
    assert "A made-up passage that would answer. 4. A …" not in reader.text
    assert 6 < reader.text.count("A made-up passage that would answer.") < 20
    assert " …" in reader.text


def test_charts_have_a_voice_and_no_colours_of_their_own(page: str, reader: Reader) -> None:
    charts = [attributes for tag, attributes in reader.elements if tag == "svg"]
    assert len(charts) == 5 + 3 + 1
    assert (
        charts[0]["aria-label"]
        == "nDCG@10, the list as users see it · 40 questions: hybrid 0.70, dense 0.67, sparse 0.64"
    )
    drawn = "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert not re.search(r"#[0-9a-f]{3,6}", drawn)
    assert set(re.findall(r"var\(--(\w+)\)", drawn)) <= set(re.findall(r"--(\w+):", page))


def test_wrong_quotes_lost_judgments_and_dev_questions_are_owned_up_to() -> None:
    evaluation = replace(
        made_up_evaluation(), quotes=QuoteCheck(1000, 1, 0, 0, ("a.md: made up",)), lost=("a.md:0-3",), split="dev"
    )
    text = read(render(evaluation)).text
    assert "(1 do not) >99%" in text
    assert "a.md: made up" in text
    assert "1 judged passages are no longer found" in text
    assert text.count("the questions that choices were made on") == 2


def test_a_page_without_scored_questions() -> None:
    text = read(render(without_questions(made_up_evaluation()))).text
    assert "of questions have an answer among the first five passages –" in text
    assert "There is none to show." in text
    assert "was not measured this time" in text


def test_no_runs_no_page() -> None:
    with pytest.raises(ValueError, match="without a run"):
        render(replace(made_up_evaluation(), scores={}))


def test_bars_are_as_long_as_their_values() -> None:
    drawn = bars("made up", [Bar("half", 0.5, "0.50"), Bar("whole", 1.0, "1.00")])
    widths = [float(end) - float(start) for start, end in re.findall(r'd="M ([\d.]+) [\d.]+ +L ([\d.]+) [\d.]+', drawn)]
    assert len(widths) == 4  # two tracks, two bars
    assert widths[2] / widths[0] == pytest.approx(0.5)
    assert widths[3] == widths[0]


def test_ranges_share_a_scale() -> None:
    drawn = ranges("made up", [Range("one", 10, 40, "10 / 40"), Range("other", 20, 80, "20 / 80")])
    starts = [
        (float(start), float(end)) for start, end in re.findall(r'd="M ([\d.]+) [\d.]+ +L ([\d.]+) [\d.]+', drawn)
    ]
    # Bars are drawn before lines, and each line ends in a cap.
    bar, other, line, _, longest, _ = [end - start for start, end in starts]
    assert other == pytest.approx(2 * bar, rel=1e-3)
    assert longest == pytest.approx(2 * line, rel=1e-3)


def test_long_labels_are_cut_and_dollars_stay() -> None:
    drawn = bars("made up", [Bar("a label that is far too long for its place", 0.5, "$0.50$")])
    assert "a label that is far t…" in drawn
    assert ">$0.50$<" in drawn
