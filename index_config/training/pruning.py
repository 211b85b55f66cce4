"""Cut a multilingual encoder down to the pieces of its vocabulary that our two languages use.

Most of a small multilingual model is the embedding table of a hundred languages (Abdaoui et al. 2020, "Load What You
Need"). Pieces are ranked by how often the parallel text and general word lists use them; the tokenizer stays the same
unigram model over the pieces kept, so a rare word falls into smaller pieces instead of an unknown one.

Multilingual E5 was trained with a word before every text that says what it is for (Wang et al. 2024, "Multilingual E5
Text Embeddings"). Texts of any kind get the one for symmetric tasks, and the tokenizer puts it there, so that nobody
who encodes a text needs to know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from torch import nn
from transformers import BertConfig, BertModel

Counts = NDArray[np.float64]
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
#: What stands before every text.
PREFIX = "query:"
_CHUNK = 20_000
#: Characters that spell any word of our scripts: Latin, Greek, Cyrillic, punctuation, currency and letter-like signs.
_SPELLABLE = ((0x0, 0x530), (0x2000, 0x2300))
_INVISIBLE = "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u0300\u0301\u200b-\u200f\u2060\ufeff]"


@dataclass(frozen=True, slots=True)
class Base:
    """An encoder to start from: its pieces with their scores, row by row, its weights and the network's sizes.

    The embedding table may have more rows than there are pieces.
    """

    pieces: Sequence[str]
    scores: Counts
    state: Mapping[str, torch.Tensor]
    settings: BertConfig


def read_base(folder: Path) -> Base:
    """Read a sentence-transformers folder of a BERT with a unigram tokenizer, such as multilingual-e5-small.

    Raises:
        ValueError: the network or the tokenizer is of another kind.
    """
    kind = _json(folder / "config.json").get("model_type")
    model = _json(folder / "tokenizer.json")["model"]
    if kind != "bert" or model["type"] != "Unigram":
        raise ValueError(f"{folder}: a bert with a Unigram tokenizer is needed, not {kind} with {model['type']}")
    network = BertModel.from_pretrained(str(folder), add_pooling_layer=False, dtype=torch.float32)
    pieces = [piece for piece, _ in model["vocab"]]
    scores = np.array([score for _, score in model["vocab"]])
    return Base(pieces, scores, network.state_dict(), network.config)


def unigram_tokenizer(pieces: Sequence[str], scores: Counts, prefix: str = PREFIX) -> Tokenizer:
    """Build the tokenizer over pieces: NFKC, ё as е, no stress marks, one space for any white space, «▁» before a word.

    With its special tokens a text is ``<s> prefix text </s>``; the prefix counts for truncation, too.

    Raises:
        ValueError: a special token is not among the pieces, or they cannot spell the prefix.
    """
    if missing := set(SPECIAL) - set(pieces):
        raise ValueError(f"no {', '.join(sorted(missing))} among the pieces")
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores.tolist(), strict=True)), unk_id=pieces.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFKC(),
        normalizers.Replace(Regex(_INVISIBLE), ""),
        normalizers.Replace("ё", "е"),
        normalizers.Replace("Ё", "Е"),
        normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Strip(),
    ])  # fmt: skip
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    before = tokenizer.encode(prefix, add_special_tokens=False)
    if "<unk>" in (pieces[row] for row in before.ids):
        raise ValueError(f"the pieces cannot spell {prefix!r}")
    ends = [(token, pieces.index(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> PREFIX $A </s>",
        pair="<s> PREFIX $A </s> </s> $B </s>",
        special_tokens=[*ends, {"id": "PREFIX", "ids": before.ids, "tokens": before.tokens}],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str], weights: Iterable[float] | None = None) -> Counts:
    """Count each piece in the texts, each text as often as its weight says: shape ``(pieces,)``.

    The counts sum to 1, or are all zero where there is no text.
    """
    counts = np.zeros(tokenizer.get_vocab_size())
    weighted = iter(weights) if weights is not None else None
    source = iter(texts)
    while chunk := list(islice(source, _CHUNK)):
        for encoding in tokenizer.encode_batch_fast(chunk, add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1.0 if weighted is None else next(weighted))
    shares: Counts = counts / max(counts.sum(), 1e-12)
    return shares


def keep_rows(pieces: Sequence[str], counts: Counts, size: int) -> NDArray[np.int64]:
    """Choose the rows to keep, in their order: what spells any word of our scripts, then the most used pieces.

    Whatever may be part of :data:`PREFIX` stays in any case, so that this falls into the pieces that it always did.
    There are ``size`` of them; more where spelling alone takes more, fewer where fewer pieces are used at all.
    """
    must = [row for row, piece in enumerate(pieces) if piece in SPECIAL or piece in f"▁{PREFIX}" or _spells(piece)]
    ranked = counts.copy()
    ranked[must] = np.inf
    order = np.argsort(-ranked, kind="stable")[: max(size, len(must))]
    used = order[ranked[order] > 0]
    return np.sort(used)


def prune(base: Base, rows: NDArray[np.int64]) -> tuple[nn.Module, Tokenizer]:
    """Keep these rows of the vocabulary: the network in float32 and its tokenizer."""
    name = "embeddings.word_embeddings.weight"
    state = {**base.state, name: base.state[name][torch.from_numpy(rows)].clone()}
    pieces = [base.pieces[row] for row in rows]
    settings = {**base.settings.to_dict(), "vocab_size": len(rows), "pad_token_id": pieces.index("<pad>")}
    return network_of(settings, state), unigram_tokenizer(pieces, base.scores[rows])


def network_of(settings: Mapping[str, Any], state: Mapping[str, torch.Tensor]) -> nn.Module:
    """Build a BERT without dropout and pooling layer from its settings and weights."""
    shape = BertConfig(**{**settings, "_attn_implementation": "eager"})
    network: nn.Module = BertModel(shape, add_pooling_layer=False)
    network.load_state_dict(state)
    return network.eval()


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _spells(piece: str) -> bool:
    bare = piece.strip("▁")
    return len(bare) <= 1 and all(any(low <= ord(char) < high for low, high in _SPELLABLE) for char in bare)
