"""A made-up corpus, a tiny teacher and a tiny multilingual base, so that the whole training runs in seconds.

Fixtures that train are built once a session; tests read them and write only to
their own ``tmp_path``.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

from index_config.training.evaluation import Encode
from index_config.training.pruning import PREFIX, SPECIAL, Base
from index_config.training.settings import Settings
from index_config.training.wordpiece import SPECIAL_TOKENS

SUBJECTS = {"the court": "суд", "the judge": "судья", "the doctor": "врач", "the nurse": "медсестра"}
VERBS = {"saw": "видел", "helped": "лечил", "heard": "слышал", "knew": "знал"}
OBJECTS = {"the boy": "мальчика", "the patient": "пациента", "the hedgehog": "ёжика", "the warrior": "воина"}

PAIRS = [
    (f"{en} {verb} {who}", f"{ru} {глагол} {кого}")
    for en, ru in SUBJECTS.items()
    for verb, глагол in VERBS.items()
    for who, кого in OBJECTS.items()
]


def gap(encode: Encode) -> float:
    """Mean cosine of translations less that of the other pairs of an English and a Russian text."""
    english, russian = (encode(side) for side in zip(*PAIRS, strict=True))
    cosines = english @ russian.T
    others = ~np.eye(len(cosines), dtype=bool)
    return float(cosines.diagonal().mean() - cosines[others].mean())


def write_pairs(folder: Path) -> Path:
    """Write the pairs as a TSV file."""
    path = folder / "pairs.tsv"
    path.write_text("".join(f"{en}\t{ru}\n" for en, ru in PAIRS), encoding="utf-8")
    return path


def write_passages(folder: Path) -> Path:
    """Write eight question–passage records."""
    path = folder / "passages.jsonl"
    rows = [
        {"en": f"{en} . {PAIRS[n + 1][0]}", "ru": f"{ru} . {PAIRS[n + 1][1]}", "q": [f"who {en}"], "qr": [f"кто {ru}"]}
        for n, (en, ru) in enumerate(PAIRS[:56:7])
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


#: Pieces that neither of our languages uses, and that do not spell their words.
FOREIGN = ("▁日本", "日", "▁ქართული")
#: Pieces that, with a colon, spell what stands before every text.
OF_PREFIX = ("▁que", "ry")


@pytest.fixture(scope="session")
def base() -> Base:
    """A multilingual BERT of two narrow layers with random weights; its unigram pieces are the pairs' words and letters."""
    words = sorted({word for pair in PAIRS for text in pair for word in text.split()} | {"who", "кто"})
    letters = sorted({letter for word in [*words, PREFIX] for letter in word} | {"▁", "."})
    whole = [*FOREIGN, *OF_PREFIX, *(f"▁{word}" for word in words)]
    pieces = [*SPECIAL, *whole, *letters]
    scores = np.array([0.0] * len(SPECIAL) + [-9.0] * len(whole) + [-12.0] * len(letters))
    torch.manual_seed(7)
    size: Any = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    shape = BertConfig(vocab_size=len(pieces), initializer_range=0.2, pad_token_id=1, **size)
    return Base(pieces, scores, BertModel(shape, add_pooling_layer=False).state_dict(), shape)


@pytest.fixture(scope="session")
def tiny_teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a BERT of two narrow layers with random weights over the pairs' English words."""
    folder = tmp_path_factory.mktemp("teacher")
    words = sorted({word for en, _ in PAIRS for word in en.split()} | {"who", "."})
    vocabulary = {token: row for row, token in enumerate([*SPECIAL_TOKENS, *words, "[unused1]", "б"])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(5)
    size: Any = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(vocabulary), initializer_range=0.2, **size)).save_pretrained(folder)
    return folder


@pytest.fixture
def settings(tmp_path: Path, tiny_teacher: Path) -> Settings:
    """Settings of a run over the made-up corpus."""
    return Settings(
        work=tmp_path / "work",
        pairs=(write_pairs(tmp_path),),
        passages=(write_passages(tmp_path),),
        teacher=tiny_teacher,
        vocabulary_size=150,
        tokens=0,
        dev_share=0.25,
    )
