"""What pruning keeps, and that what is kept means what it meant."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from index_config.training.pruning import (
    PREFIX,
    SPECIAL,
    Base,
    count_pieces,
    keep_rows,
    prune,
    read_base,
    unigram_tokenizer,
)
from index_config.training.student import embed_all
from index_config.training.tokens import encode
from tests.index_config.training.conftest import FOREIGN, OF_PREFIX, PAIRS

TABLE = "embeddings.word_embeddings.weight"
CPU = torch.device("cpu")
#: What a text begins with.
BEFORE = ["<s>", *OF_PREFIX, ":"]


def rows_for(base: Base, texts: list[str], size: int) -> list[int]:
    counts = count_pieces(unigram_tokenizer(base.pieces, base.scores), texts)
    return [int(row) for row in keep_rows(base.pieces, counts, size)]


def test_special_pieces_letters_and_the_most_used_words_stay(base: Base) -> None:
    letters = [piece for piece in base.pieces if len(piece) == 1 and piece not in FOREIGN]
    size = len(SPECIAL) + len(OF_PREFIX) + len(letters) + 3
    texts = ["the court saw"] * 3 + ["the court heard"] * 2 + ["the nurse"]
    kept = {base.pieces[row] for row in rows_for(base, texts, size)}
    assert kept == {*SPECIAL, *OF_PREFIX, *letters, "▁the", "▁court", "▁saw"}


def test_what_spells_stays_where_the_size_is_too_small_for_it_and_nothing_unused_does(base: Base) -> None:
    smallest = rows_for(base, ["суд"], 1)
    assert {base.pieces[row] for row in smallest} >= {*SPECIAL, "▁", "ё", "w"}
    assert {base.pieces[row] for row in rows_for(base, ["суд"], 10_000)} - {base.pieces[row] for row in smallest} == {
        "▁суд"
    }
    assert smallest == sorted(smallest)


def test_counts_are_shares_and_follow_the_weights(base: Base) -> None:
    tokenizer = unigram_tokenizer(base.pieces, base.scores)
    counts = count_pieces(tokenizer, ["court", "the court", "суд"], [1, 2, 5])
    expected = {"▁court": 3, "▁the": 2, "▁суд": 5}
    assert {base.pieces[row]: count for row, count in enumerate(counts) if count} == pytest.approx(
        {piece: count / 10 for piece, count in expected.items()}
    )
    assert not count_pieces(tokenizer, []).any()


def test_ids_of_kept_pieces_lead_to_their_old_rows(base: Base) -> None:
    rows = np.array(rows_for(base, [text for pair in PAIRS for text in pair], 10_000))
    network, tokenizer = prune(base, rows)
    table = network.state_dict()[TABLE]
    assert tokenizer.get_vocab_size() == len(table) == len(rows)
    for new, old in enumerate(rows):
        piece = base.pieces[old]
        assert tokenizer.token_to_id(piece) == new
        assert torch.equal(table[new], base.state[TABLE][old])
    assert network.config.pad_token_id == tokenizer.token_to_id("<pad>")  # type: ignore[union-attr]
    assert all(tokenizer.token_to_id(piece) is None for piece in FOREIGN)


def test_the_pruned_network_gives_the_same_vectors(base: Base) -> None:
    texts = [text for pair in PAIRS[:10] for text in pair]
    whole, its_tokenizer = prune(base, np.arange(len(base.pieces)))
    cut, own_tokenizer = prune(base, np.array(rows_for(base, texts, 10_000)))
    assert own_tokenizer.get_vocab_size() < its_tokenizer.get_vocab_size()
    before = embed_all(whole, list(encode(its_tokenizer, texts)), CPU)
    after = embed_all(cut, list(encode(own_tokenizer, texts)), CPU)
    assert np.allclose(before, after, atol=1e-6)


def test_the_prefix_stands_before_every_text_in_the_pieces_that_it_always_had(base: Base) -> None:
    _, tokenizer = prune(base, np.array(rows_for(base, ["the"], 10_000)))
    plain = tokenizer.encode(f"{PREFIX} the", add_special_tokens=False)
    prefixed = tokenizer.encode("the")
    assert prefixed.tokens == ["<s>", *plain.tokens, "</s>"] == [*BEFORE, "▁the", "</s>"]
    assert prefixed.ids[1:-1] == plain.ids
    assert tokenizer.encode("the", add_special_tokens=False).tokens == ["▁the"]
    assert tokenizer.encode("the", "суд").tokens == [*BEFORE, "▁the", "</s>", "</s>", *"▁суд", "</s>"]


def test_a_long_text_is_cut_so_that_its_prefix_has_room(base: Base) -> None:
    _, tokenizer = prune(base, np.arange(len(base.pieces)))
    tokenizer.enable_truncation(256)
    tokens = tokenizer.encode("the court " * 200).tokens
    assert len(tokens) == 256
    assert tokens[: len(BEFORE)] == BEFORE
    assert tokens[-2:] == ["▁the", "</s>"] or tokens[-2:] == ["▁court", "</s>"]


def test_another_prefix_or_none(base: Base) -> None:
    other = unigram_tokenizer(base.pieces, base.scores, prefix="the court")
    assert other.encode("суд").tokens == ["<s>", "▁the", "▁court", "▁суд", "</s>"]
    assert unigram_tokenizer(base.pieces, base.scores, prefix="").encode("суд").tokens == ["<s>", "▁суд", "</s>"]
    with pytest.raises(ValueError, match="cannot spell 'ж#'"):
        unigram_tokenizer(base.pieces, base.scores, prefix="ж#")


def test_a_word_cut_from_the_vocabulary_is_spelt(base: Base) -> None:
    _, tokenizer = prune(base, np.array(rows_for(base, ["the"], 1)))
    assert "".join(tokenizer.encode("суд", add_special_tokens=False).tokens) == "▁суд"
    assert "<unk>" not in tokenizer.encode("ёжика видел").tokens


def test_the_tokenizer_survives_its_file(base: Base, tmp_path: Path) -> None:
    _, tokenizer = prune(base, np.arange(len(base.pieces)))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    again = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    texts = ["the court", " the\u00a0\n court ", "су\u00adд\u200b", "日 unseen", "", "ｗｈｏ", "\0кто"]
    assert [again.encode(text).ids for text in texts] == [tokenizer.encode(text).ids for text in texts]
    assert again.encode("the court").tokens == again.encode(texts[1]).tokens == BEFORE + ["▁the", "▁court", "</s>"]
    assert again.encode(texts[2]).tokens == BEFORE + ["▁суд", "</s>"]
    assert again.encode(texts[5]).tokens == BEFORE + ["▁who", "</s>"]
    assert again.encode(texts[6]).tokens == BEFORE + ["▁кто", "</s>"]
    assert again.decode(again.encode("кто видел ёжика").ids) == "query: кто видел ежика"


def test_a_folder_is_a_base_too(base: Base, tmp_path: Path) -> None:
    network, tokenizer = prune(base, np.arange(len(base.pieces)))
    network.save_pretrained(tmp_path)  # type: ignore[operator]
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    found = read_base(tmp_path)
    assert list(found.pieces) == list(base.pieces)
    assert np.allclose(found.scores, base.scores)
    again, _ = prune(found, np.arange(len(base.pieces)))
    assert all(torch.equal(tensor, base.state[name]) for name, tensor in again.state_dict().items())


def test_a_folder_of_another_kind_is_refused(tiny_teacher: Path) -> None:
    with pytest.raises(ValueError, match="WordPiece"):
        read_base(tiny_teacher)


def test_pieces_without_a_special_one_are_refused(base: Base) -> None:
    with pytest.raises(ValueError, match="<pad>"):
        unigram_tokenizer(["<s>", "</s>", "<unk>", "a"], base.scores[:4])
