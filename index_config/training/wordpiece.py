"""The bilingual WordPiece vocabulary: the teacher's English plus new Russian tokens.

Order of normalisation, pinned in the tokenizer's JSON:

1. control characters and soft hyphens out, lower case (BERT's cleaning);
2. canonical decomposition (NFD);
3. и + breve → «й», the only accent that is kept;
4. all other marks out: «ё» → «е», stress marks and Latin accents vanish,
   exactly as the teacher does for English.

Tokens of scripts other than Latin and Greek and the ``[unused]`` ones leave the
teacher's vocabulary; what stays keeps its embedding row (Minixhofer et al. 2022
call the step vocabulary transfer).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from tokenizers.trainers import WordPieceTrainer

#: File of the teacher's row of each kept token.
ROWS = "teacher_rows.npy"
SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PREFIX = "##"
_CYRILLIC_WORD = re.compile("[а-я]+")
_KEPT_SCRIPTS = ("LATIN", "GREEK", "MICRO", "ANGSTROM", "OHM", "SCRIPT", "DOUBLE-STRUCK")
_ALPHABET = [chr(code) for code in range(ord("а"), ord("я") + 1)]


def bilingual_normalizer() -> normalizers.Normalizer:
    """Lower-case, drop every accent but that of «й»; see the module's docstring."""
    return normalizers.Sequence(
        [
            normalizers.BertNormalizer(
                clean_text=True,
                handle_chinese_chars=True,
                strip_accents=False,
                lowercase=True,
            ),
            normalizers.NFD(),
            normalizers.Replace("и\u0306", "й"),
            normalizers.StripAccents(),
        ]
    )


def cyrillic_words(lines: Iterable[str]) -> Iterator[str]:
    """Each line's normalised Cyrillic words, joined by spaces."""
    normalizer = bilingual_normalizer()
    for line in lines:
        words = _CYRILLIC_WORD.findall(normalizer.normalize_str(line))
        if words:
            yield " ".join(words)


def russian_pieces(counts: Mapping[str, int], size: int) -> list[str]:
    """Learn ``size`` WordPiece tokens from Cyrillic words and their counts.

    Returns the alphabet (letters alone and as continuations) first.
    """
    words = (word for word in counts if _CYRILLIC_WORD.fullmatch(word))
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = WordPieceTrainer(
        vocab_size=size + 1,
        special_tokens=["[UNK]"],
        initial_alphabet=_ALPHABET,
        continuing_subword_prefix=PREFIX,
        show_progress=False,
    )
    repeated = (word for word in words for _ in range(counts[word]))
    tokenizer.train_from_iterator(_chunks(repeated), trainer)
    vocabulary = tokenizer.get_vocab()
    learnt = sorted(vocabulary, key=lambda token: vocabulary[token])
    whole = [letter for letter in _ALPHABET if letter not in vocabulary]
    parts = [PREFIX + letter for letter in _ALPHABET if PREFIX + letter not in vocabulary]
    return [*whole, *parts, *(token for token in learnt if token != "[UNK]")]


def _chunks(words: Iterable[str], size: int = 10_000) -> Iterator[str]:
    """Join the words into lines of ``size`` words."""
    source = iter(words)
    while chunk := list(islice(source, size)):
        yield " ".join(chunk)


def is_kept(token: str) -> bool:
    """Whether a teacher's token stays: Latin, Greek, digits, signs, specials."""
    if token in SPECIAL_TOKENS:
        return True
    if token.startswith("[unused"):
        return False
    return all(_is_kept_character(character) for character in token)


def _is_kept_character(character: str) -> bool:
    """Whether a character is no letter or mark of a foreign script."""
    if unicodedata.category(character)[0] not in "LM" or character.isascii():
        return True
    return unicodedata.name(character, "").startswith(_KEPT_SCRIPTS)


def merge(teacher: dict[str, int], pieces: list[str]) -> tuple[dict[str, int], NDArray[np.int64]]:
    """Merge the teacher's vocabulary with the Russian pieces.

    Returns the new vocabulary (kept tokens first, in the teacher's order, then
    the pieces) and the teacher's row of each kept token, shape ``(kept,)``.
    """
    ordered = sorted(teacher, key=lambda token: teacher[token])
    kept = [token for token in ordered if is_kept(token)]
    new = [piece for piece in dict.fromkeys(pieces) if piece not in set(kept)]
    vocabulary = {token: row for row, token in enumerate([*kept, *new])}
    return vocabulary, np.array([teacher[token] for token in kept], dtype=np.int64)


def build_tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    """A complete BERT-like tokenizer over ``vocabulary``, without truncation."""
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = bilingual_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix=PREFIX)
    tokenizer.add_special_tokens(list(SPECIAL_TOKENS))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer


def save_vocabulary(folder: Path, tokenizer: Tokenizer, rows: NDArray[np.int64]) -> None:
    """Write ``tokenizer.json`` and the kept teacher rows ``teacher_rows.npy``."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    np.save(folder / ROWS, rows)


def load_vocabulary(folder: Path) -> tuple[Tokenizer, NDArray[np.int64]]:
    """Read what :func:`save_vocabulary` wrote."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return tokenizer, np.load(folder / ROWS)


def teacher_vocabulary(folder: Path) -> dict[str, int]:
    """Token → row of the teacher, from its ``tokenizer.json``."""
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = content["model"]["vocab"]
    return vocabulary
