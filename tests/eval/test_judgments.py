"""Judged passages outlive changes of the texts and of the splitter, and wrong files are refused."""

from pathlib import Path

import pytest

from eval.judgments import Judgments, Stretch, anchor_of, load_judgments, match
from index_config.domain import Span
from index_config.errors import ConfigurationError
from tests.eval.made_small import stretch

LONG = (
    "1. The applicant, a person with opioid dependence, asked the prison doctor for methadone and was refused; "
    "the domestic court dismissed her complaint without hearing the medical expert she had named."
)
SHORT = "2. Налоксон будет доступен без рецепта."
TEXT = f"# A title\n\n{LONG}\n\n{SHORT}\n"


def of(text: str, passage: str = LONG) -> Stretch:
    return stretch(text.index(passage), text.index(passage) + len(passage))


@pytest.fixture
def judgments() -> Judgments:
    made = Judgments()
    made.add("q1", of(TEXT), LONG, 3)
    made.add("q1", of(TEXT, SHORT), SHORT, 0)
    made.add("q2", of(TEXT, SHORT), SHORT, 2)
    return made


def test_what_is_saved_is_loaded(judgments: Judgments, tmp_path: Path) -> None:
    judgments.save(tmp_path / "judgments")
    assert load_judgments(tmp_path / "judgments") == judgments
    before = (tmp_path / "judgments" / "qrels.tsv").read_bytes()
    load_judgments(tmp_path / "judgments").save(tmp_path / "judgments")
    assert (tmp_path / "judgments" / "qrels.tsv").read_bytes() == before


def test_an_anchor_is_the_first_and_last_words() -> None:
    assert anchor_of("two\n  words") == "two words"
    assert anchor_of(LONG) == f"{LONG[:48]} … {LONG[-48:]}"


def test_a_later_judgment_replaces_an_earlier_one(judgments: Judgments) -> None:
    judgments.add("q1", of(TEXT), LONG, 1)
    assert judgments.grades["q1"][of(TEXT).key] == 1
    with pytest.raises(ValueError, match="no grade 4"):
        judgments.add("q1", of(TEXT), LONG, 4)


def test_in_an_unchanged_text_every_passage_stays(judgments: Judgments) -> None:
    assert judgments.placed({"a.md": TEXT}) == (judgments, ())


@pytest.mark.parametrize(
    "text",
    [
        f"A new paragraph before it.\n\n{TEXT}",
        TEXT.replace("# A title\n\n", ""),
        TEXT.replace("prison doctor for methadone", "prison doctor for methadone, which helps her,"),
        TEXT.replace("asked the prison doctor", "asked\nthe  prison\ndoctor").replace(
            "Налоксон будет", "Налоксон\nбудет"
        ),
    ],
    ids=["moved down", "moved up", "changed inside", "other white space"],
)
def test_a_passage_that_moved_is_found_by_its_words(judgments: Judgments, text: str) -> None:
    placed, lost = judgments.placed({"a.md": text})
    assert lost == ()
    grades = {grade: Stretch.parse(key).span.of(text) for key, grade in placed.grades["q1"].items()}
    assert grades[3].startswith("1. The applicant") and grades[3].endswith("she had named.")
    assert " ".join(grades[0].split()) == SHORT
    assert set(placed.anchors) == set(placed.grades["q1"])


def test_of_two_places_with_the_same_words_the_nearer_one_is_it(judgments: Judgments) -> None:
    text = f"{SHORT}\n{'x' * 300}\n{TEXT}"
    placed, _ = judgments.placed({"a.md": text})
    (key,) = placed.grades["q2"]
    assert Stretch.parse(key).span.start == 0  # 200 characters before where it was; the other is 340 behind


@pytest.mark.parametrize(
    "texts", [{"a.md": TEXT.replace("applicant", "claimant")}, {"a.md": SHORT}, {"b.md": TEXT}, {}]
)
def test_a_passage_that_is_gone_is_reported_and_left_out(judgments: Judgments, texts: dict[str, str]) -> None:
    placed, lost = judgments.placed(texts)
    assert of(TEXT).key in lost
    assert 3 not in placed.grades["q1"].values()
    assert len(lost) + len(placed.anchors) == len(judgments.anchors)


def test_the_end_of_a_passage_is_not_sought_far_from_its_beginning(judgments: Judgments) -> None:
    text = TEXT.replace("the domestic court", "words " * 200)
    assert of(TEXT).key in judgments.placed({"a.md": text})[1]


def test_a_hit_has_the_name_of_what_it_covers_the_best_first() -> None:
    judged = {"a.md:0-100": 1, "a.md:100-200": 3, "b.md:0-100": 3}
    assert match([stretch(0, 200)], judged) == ["a.md:100-200"]
    assert match([stretch(0, 200), stretch(0, 90)], judged) == ["a.md:100-200", "a.md:0-100"]


def test_a_judged_passage_counts_once() -> None:
    judged = {"a.md:100-200": 3}
    assert match([stretch(100, 160), stretch(140, 200)], judged) == ["a.md:100-200", "a.md:140-200"]


@pytest.mark.parametrize(
    ("start", "end", "covers"),
    [
        (100, 200, True),
        (90, 160, True),  # 60 of its 70 characters
        (120, 150, True),  # a part of it
        (0, 1000, True),  # all of it and more
        (50, 150, True),  # half
        (49, 149, False),  # a little less than half of the shorter one
        (180, 300, False),
        (200, 300, False),
    ],
)
def test_another_splitters_cut_is_the_passage_when_they_share_half_of_the_shorter(
    start: int, end: int, covers: bool
) -> None:
    assert stretch(start, end).covers(stretch(100, 200)) is covers
    assert match([stretch(start, end)], {"a.md:100-200": 2}) == ["a.md:100-200" if covers else f"a.md:{start}-{end}"]
    assert match([Stretch("b.md", Span(start, end))], {"a.md:100-200": 2}) == [f"b.md:{start}-{end}"]


@pytest.mark.parametrize(
    ("file", "line", "reason"),
    [
        ("passages.tsv", "a.md\twords", "passages.tsv:2: no passage name: a.md"),
        ("passages.tsv", "a.md:0-9", "passages.tsv:2: 2 columns wanted, not 1"),
        ("qrels.tsv", "q1\t0\ta.md:0-5\t4", "qrels.tsv:2: a wrong grade"),
        ("qrels.tsv", "q1\t0\ta.md:0-5\t", "qrels.tsv:2: a wrong grade"),
        ("qrels.tsv", "q1\t0\tb.md:0-5\t1", "a passage that passages.tsv lacks"),
        ("qrels.tsv", "q1 0 a.md:0-5 1", "qrels.tsv:2: 4 columns wanted, not 1"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, file: str, line: str, reason: str) -> None:
    (tmp_path / "passages.tsv").write_text("a.md:0-5\twords\n", encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\t0\ta.md:0-5\t2\n", encoding="utf-8")
    with (tmp_path / file).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(ConfigurationError) as caught:
        load_judgments(tmp_path)
    assert reason in caught.value.message("en")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"passages\.tsv"):
        load_judgments(tmp_path)


@pytest.mark.parametrize("key", ["", "a.md", "a.md:1", "a.md:1-", ":1-2", "a.md:-1-2"])
def test_what_names_no_passage_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no passage name"):
        Stretch.parse(key)
