"""The stages from a multilingual model to ours: prune its vocabulary, map its vectors, tune its weights.

See :mod:`.pruning`, :mod:`.mapping` and :mod:`.tuning`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from index_config.training import checkpoint, workspace
from index_config.training.corpus import Pair, QuestionPassage, read_pairs, read_passages, read_runs
from index_config.training.evaluation import Encode
from index_config.training.lexicon import read_counts
from index_config.training.mapping import AffineMap, Asked, Translated, refine, without_language
from index_config.training.packed import read_packed
from index_config.training.pruning import (
    Counts,
    count_pieces,
    keep_rows,
    network_of,
    prune,
    read_base,
    unigram_tokenizer,
)
from index_config.training.rounds import Plan
from index_config.training.settings import Settings
from index_config.training.tokens import encode as tokenise
from index_config.training.tuning import Material, tune
from index_config.training.wordpiece import ROWS

log = logging.getLogger(__name__)

#: Share of each kind of text in how pieces are ranked: parallel text of each language, and general word lists.
_PARALLEL, _GENERAL = 0.35, 0.25
#: Pairs of at least this weight count once more for themselves: the words of the field must stay whole.
_FIELD = 4.0
#: Sentences and runs whose translations tell where a language lies, and the characters of such an English sentence.
MAP_SENTENCES, MAP_RUNS = 4000, 1200
_SENTENCE = range(20, 221)
#: Translations to tune on and the characters of their English; shorter ones than the last figure come less often.
TUNE_PAIRS = 40_000
_TEXT, _FULL = range(3, 221), 60
#: Tokens of the longest sentence or question to tune on.
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Adapted:
    """A network between the stages, with its tokenizer and the map behind its pooling, where there is one."""

    network: nn.Module
    tokenizer: Tokenizer
    map: AffineMap | None = None


def prune_stage(settings: Settings, base: Path) -> None:
    """Cut the vocabulary of ``base``, a packed file or a folder; writes ``base.pt`` and ``tokenizer.json``.

    Raises:
        ValueError: ``base`` is no such model; no text tells which pieces are used; ``work`` is of a distillation.
    """
    if (settings.work / ROWS).exists():
        raise ValueError(f"{settings.work} holds the vocabulary of a distilled model")
    source = read_base(base) if base.is_dir() else read_packed(base)
    tokenizer = unigram_tokenizer(source.pieces, source.scores)
    pairs = list(read_pairs(settings.pairs, settings.skip))
    counts = _use(tokenizer, pairs) + _general(tokenizer, settings.word_counts)
    if not counts.any():
        raise ValueError("neither parallel text nor word counts tell which pieces are used")
    rows = keep_rows(source.pieces, counts, settings.vocabulary_size)
    network, tokenizer = prune(source, rows)
    settings.work.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(settings.work / "tokenizer.json"))
    _save(settings, "base", network)
    share = counts[rows].sum() / counts.sum()
    log.info("prune: %d of %d pieces, %.4f of the use", len(rows), len(source.pieces), share)


def map_stage(settings: Settings) -> None:
    """Learn the map behind the pooling of the pruned model; writes ``mapped.pt``.

    The held-out passages are measured before, after the first of the two steps of :mod:`.mapping`, and at the end.

    Raises:
        FileNotFoundError: nothing was pruned.
        ValueError: there is nothing to learn from.
    """
    base = load(settings, "base")
    training, _ = workspace.records_of(settings)
    groups = [*_samples(settings), [Pair(record.en, record.ru) for record in training]]
    log.info("map: %d sentences, %d runs, %d passages", *(len(group) for group in groups))
    if not any(groups):
        raise ValueError("there is nothing to learn from")
    encode = _remembering(encoder_of(base, settings.device))
    start = without_language([_translated(encode, group) for group in groups if group])
    asked = _asked(encode, training)
    refined = refine(start, asked, seed=settings.seed) if len(asked.owners) else start
    _save(settings, "mapped", base.network, refined)
    workspace.note(settings, "base", encode)
    workspace.note(settings, "without language", _through(start, encode))
    workspace.note(settings, "mapped", _through(refined, encode))


def tune_stage(settings: Settings, plan: Plan) -> None:
    """Tune the mapped model's weights, then its map; writes ``tune.pt`` on the way and ``tuned.pt`` at the end.

    Raises:
        FileNotFoundError: nothing was mapped.
        ValueError: there is nothing to learn from.
    """
    teacher, adapted = load(settings, "mapped"), load(settings, "mapped")
    if teacher.map is None:
        raise ValueError(f"mapped.pt in {settings.work} holds no map")
    material = _material(settings, teacher.tokenizer)
    counts = (len(material.english), len(material.passages_en), len(material.questions))
    log.info("tune: %d translations, %d passages, %d questions", *counts)

    def watch(step: int) -> None:
        if step % (5 * plan.save_every) == 0:
            workspace.note(settings, f"tune {step}", encoder_of(adapted, settings.device))

    path = settings.checkpoint("tune")
    tune(adapted.network, teacher.network, teacher.map, material, plan, path, settings.device, watch)
    remap(settings, adapted)


def remap(settings: Settings, adapted: Adapted) -> None:
    """Refine the map once more, on the vectors that the tuned network gives; writes ``tuned.pt``."""
    affine = adapted.map
    encode = _remembering(workspace.encoder(adapted.network.to(settings.device), adapted.tokenizer, settings.device))
    asked = _asked(encode, _learned(settings))
    if affine is not None and len(asked.owners):
        affine = refine(affine, asked, seed=settings.seed)
    _save(settings, "tuned", adapted.network, affine)
    workspace.note(settings, "tuned", encode if affine is None else _through(affine, encode))


def load(settings: Settings, stage: str) -> Adapted:
    """Load the model that a stage left: ``base``, ``mapped`` or ``tuned``.

    Raises:
        FileNotFoundError: there is none.
    """
    saved = checkpoint.load(settings.checkpoint(stage))
    if saved is None:
        raise FileNotFoundError(f"no model {stage}.pt in {settings.work}")
    network = network_of(json.loads(saved["settings"]), saved["student"])
    affine = AffineMap(saved["weight"], saved["bias"]) if "weight" in saved else None
    return Adapted(network, Tokenizer.from_file(str(settings.work / "tokenizer.json")), affine)


def encoder_of(adapted: Adapted, device: torch.device) -> Encode:
    """Texts to vectors by a model between the stages, whose network moves to ``device``."""
    encode = workspace.encoder(adapted.network.to(device), adapted.tokenizer, device)
    return encode if adapted.map is None else _through(adapted.map, encode)


def _save(settings: Settings, stage: str, network: nn.Module, affine: AffineMap | None = None) -> None:
    shape: dict[str, object] = network.config.to_dict()  # type: ignore[operator, union-attr]
    kept = {name: value for name, value in shape.items() if not name.startswith("_")}
    content = {"student": network.state_dict(), "settings": json.dumps(kept, default=str)}
    own = {} if affine is None else {"weight": affine.weight, "bias": affine.bias}
    checkpoint.save(settings.checkpoint(stage), content | own)


def _through(affine: AffineMap, encode: Encode) -> Encode:
    """Map what ``encode`` gives."""
    return lambda texts: affine(torch.from_numpy(encode(texts))).numpy()


def _remembering(encode: Encode) -> Encode:
    """Encode no text twice."""
    known: dict[str, NDArray[np.float32]] = {}

    def recall(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts]) if texts else encode(texts)

    return recall


def _use(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Counts:
    """How much of the parallel text each piece makes up, the field's counted once more."""
    field = [pair for pair in pairs if pair.weight >= _FIELD]
    sides: list[Iterator[str]] = [(pair.en for pair in pairs), (pair.ru for pair in pairs)]
    use = _PARALLEL * sum(count_pieces(tokenizer, side) for side in sides)
    return use + _PARALLEL / 2 * count_pieces(tokenizer, (text for pair in field for text in (pair.en, pair.ru)))


def _general(tokenizer: Tokenizer, words: Path | None) -> Counts:
    """How much of general text each piece makes up: word lists ``word<TAB>count``, words also with a capital."""
    if words is None:
        return np.zeros(tokenizer.get_vocab_size())
    counts = read_counts(words)
    small = count_pieces(tokenizer, counts, counts.values())
    capital = count_pieces(tokenizer, (word.capitalize() for word in counts), counts.values())
    return _GENERAL * (small + capital / 4)


def _material(settings: Settings, tokenizer: Tokenizer) -> Material:
    """What to tune on: translations drawn by weight, the field's thrice; training passages and their questions."""
    rng = np.random.default_rng(settings.seed)
    pairs = [pair for pair in read_pairs(settings.pairs, settings.skip) if len(pair.en) in _TEXT]
    weights = np.array([pair.weight * min(len(pair.en) / _FULL, 1) for pair in pairs])
    chosen = _draw(pairs, TUNE_PAIRS, weights, rng)
    chosen += [pair for pair in chosen if pair.weight >= _FIELD] * (workspace.FIELD_TIMES - 1)
    records = _learned(settings)
    asked = [(row, text) for row, record in enumerate(records) for text in (*record.questions_en, *record.questions_ru)]
    return Material(
        english=tokenise(tokenizer, (pair.en for pair in chosen), _LONGEST),
        russian=tokenise(tokenizer, (pair.ru for pair in chosen), _LONGEST),
        passages_en=tokenise(tokenizer, (record.en for record in records)),
        passages_ru=tokenise(tokenizer, (record.ru for record in records)),
        questions=tokenise(tokenizer, (text for _, text in asked), _LONGEST),
        owners=np.array([row for row, _ in asked], dtype=np.int64),
    )


def _learned(settings: Settings) -> list[QuestionPassage]:
    """Passages to tune on, with their questions: those that are not held out, and those that never are."""
    return [*workspace.records_of(settings)[0], *read_passages(settings.more_passages)]


def _samples(settings: Settings) -> tuple[list[Pair], list[Pair]]:
    """Draw sentences by their weight, and runs, alike for a given seed."""
    rng = np.random.default_rng(settings.seed)
    sentences = [pair for pair in read_pairs(settings.pairs, settings.skip) if len(pair.en) in _SENTENCE]
    runs = list(read_runs(settings.pairs, settings.skip))
    weights = np.array([pair.weight for pair in sentences])
    return _draw(sentences, MAP_SENTENCES, weights, rng), _draw(runs, MAP_RUNS, np.ones(len(runs)), rng)


def _draw(texts: Sequence[Pair], count: int, weights: Counts, rng: np.random.Generator) -> list[Pair]:
    """Draw without replacement, at most ``count``."""
    if not texts:
        return []
    rows = rng.choice(len(texts), min(count, len(texts)), replace=False, p=weights / weights.sum())
    return [texts[row] for row in rows]


def _translated(encode: Encode, texts: Iterable[Pair]) -> Translated:
    pairs = list(texts)
    english, russian = encode([pair.en for pair in pairs]), encode([pair.ru for pair in pairs])
    return Translated(torch.from_numpy(english), torch.from_numpy(russian))


def _asked(encode: Encode, records: Sequence[QuestionPassage]) -> Asked:
    """Passages with those of their questions that there are in both languages, by their places in the two lists."""
    asked = [
        (row, Pair(*both))
        for row, record in enumerate(records)
        for both in zip(record.questions_en, record.questions_ru, strict=False)
    ]
    return Asked(
        passages=_translated(encode, (Pair(record.en, record.ru) for record in records)),
        questions=_translated(encode, (question for _, question in asked)),
        owners=torch.tensor([row for row, _ in asked], dtype=torch.int64),
    )
