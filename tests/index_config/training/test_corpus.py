"""Reading pairs and passages, and holding some out."""

import gzip
from pathlib import Path

from index_config.training.corpus import Pair, QuestionPassage, hold_out, read_pairs, weight_of


def test_gzipped_and_plain_files_without_doubles_and_broken_lines(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("court\tсуд\ncourt\tсуд\nno tab\nEnglish\tEnglish\n", encoding="utf-8")
    with gzip.open(tmp_path / "b.tsv.gz", "wt", encoding="utf-8") as lines:
        lines.write("judge\tсудья\n")
    (tmp_path / "skipped.tsv").write_text("oath\tприсяга\n", encoding="utf-8")
    assert list(read_pairs([tmp_path], skip=("skipped",))) == [Pair("court", "суд"), Pair("judge", "судья")]


def test_the_field_weighs_more_than_machine_translation() -> None:
    weights = [weight_of(Path(name)) for name in ("x/domain_law.tsv", "x/other.tsv", "train_mt/ms_a.tsv")]
    assert weights == sorted(weights, reverse=True)


def test_held_out_records_do_not_depend_on_chance() -> None:
    records = [QuestionPassage(str(n), str(n), (), ()) for n in range(20)]
    training, held_out = hold_out(records, 0.15)
    assert [record.en for record in held_out] == ["0", "7", "14"]
    assert not set(training) & set(held_out)
