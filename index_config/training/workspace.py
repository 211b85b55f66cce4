"""The corpus as a run works on it: texts to token sequences, built once, then mapped."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from index_config.training import lexicon, wordpiece
from index_config.training.contrast import Asked
from index_config.training.corpus import (
    Pair,
    QuestionPassage,
    hold_out,
    read_pairs,
    read_passages,
    read_runs,
)
from index_config.training.distillation import Lessons
from index_config.training.evaluation import Encode, passages_across
from index_config.training.sampling import choose, worth
from index_config.training.settings import Settings
from index_config.training.student import build_student, embed_all, load_network, teacher_folder
from index_config.training.targets import teacher_vectors
from index_config.training.tokens import Sequences, encode

log = logging.getLogger(__name__)

Records = list[QuestionPassage]
#: Pairs of at least this weight are the field's own text.
FIELD_WEIGHT = 4.0
#: How often they come in a pass.
FIELD_TIMES = 3


def records_of(settings: Settings) -> tuple[Records, Records]:
    """Training and held-out question–passage records."""
    return hold_out(read_passages(settings.passages), settings.dev_share)


def build_vocabulary(settings: Settings) -> None:
    """Learn the vocabulary and tokenise the corpus with it, dictionary forms included."""
    pairs = list(read_pairs(settings.pairs, settings.skip))
    texts = chain.from_iterable((record.ru, *record.questions_ru) for record in records_of(settings)[0])
    counts = lexicon.count_words(chain(pairs, (Pair("", text, lexicon.MOST) for text in texts)))
    general = lexicon.read_counts(settings.word_counts) if settings.word_counts else Counter[str]()
    pieces = wordpiece.russian_pieces(lexicon.mix(counts, general), settings.vocabulary_size)
    teacher = wordpiece.teacher_vocabulary(settings.teacher or teacher_folder())
    vocabulary, rows = wordpiece.merge(teacher, pieces)
    tokenizer = wordpiece.build_tokenizer(vocabulary)
    wordpiece.save_vocabulary(settings.work, tokenizer, rows)
    entries = [pair for pair in pairs if len(pair.ru.split()) == 1]
    pairs += lexicon.inflected(entries, {**counts, **general})
    encode(tokenizer, (pair.en for pair in pairs)).save(settings.work / "en")
    encode(tokenizer, (pair.ru for pair in pairs)).save(settings.work / "ru")
    np.save(settings.work / "weights.npy", np.array([pair.weight for pair in pairs]))
    log.info("vocabulary: %d tokens, %d pairs", len(vocabulary), len(pairs))


def sides(settings: Settings) -> tuple[Sequences, Sequences]:
    """English and Russian token sequences of all pairs."""
    return Sequences.load(settings.work / "en"), Sequences.load(settings.work / "ru")


def teacher_of(settings: Settings) -> tuple[nn.Module, NDArray[np.float32]]:
    """The teacher's network and its embedding table."""
    network = load_network(settings.teacher or teacher_folder())
    table = network.state_dict()["embeddings.word_embeddings.weight"].numpy()
    return network, table


def teacher_reader(settings: Settings) -> nn.Module:
    """The teacher's layers over our vocabulary's English ids, Russian rows empty."""
    network, table = teacher_of(settings)
    tokenizer, rows = wordpiece.load_vocabulary(settings.work)
    wide = np.zeros((tokenizer.get_vocab_size(), table.shape[1]), dtype=np.float32)
    wide[: len(rows)] = table[rows]
    return build_student(network, wide).to(settings.device)


def chosen_rows(settings: Settings, first_new: int) -> NDArray[np.int64]:
    """Rows of the pairs to distil from: drawn once by their worth, then kept."""
    path = settings.work / "rows.npy"
    if not path.exists():
        english, russian = sides(settings)
        value = worth(russian, np.load(settings.work / "weights.npy"), first_new)
        lengths = np.maximum(english.lengths, russian.lengths)
        value[(lengths > settings.longest) | (russian.lengths < 3)] = 0
        budget = settings.tokens or int(russian.lengths.sum())
        rng = np.random.default_rng(settings.seed)
        np.save(path, choose(value, russian.lengths, budget, rng))
    rows: NDArray[np.int64] = np.load(path)
    return rows


def lessons_of(settings: Settings, first_new: int) -> Lessons:
    """The pairs to distil from, sentences and passages, with the teacher's vectors.

    Pairs of the field come :data:`FIELD_TIMES` times.
    """
    english, russian = sides(settings)
    rows = chosen_rows(settings, first_new)
    long_en, long_ru = passages_of(settings)
    reader = teacher_reader(settings)
    short = teacher_vectors(reader, english, rows, settings.work / "teacher", settings.device)
    every = np.arange(len(long_en))
    long = teacher_vectors(reader, long_en, every, settings.work / "teacher-long", settings.device)
    field = np.flatnonzero(np.load(settings.work / "weights.npy")[rows] >= FIELD_WEIGHT)
    again = np.repeat(field, FIELD_TIMES - 1)
    return Lessons(
        russian=russian + long_ru,
        english=english + long_en,
        rows=np.concatenate([rows, rows[again], every + len(english)]),
        vectors=np.concatenate([short, short[again], long]),
    )


def field_lessons(settings: Settings, first_new: int) -> Lessons:
    """The part of :func:`lessons_of` for the last stage: the field's text, a third of it all."""
    lessons = lessons_of(settings, first_new)
    known = np.load(settings.work / "weights.npy")
    long = lessons.rows >= len(known)
    weights = known[np.where(long, 0, lessons.rows)]
    rng = np.random.default_rng(settings.seed)
    heavy = np.flatnonzero((weights >= FIELD_WEIGHT) & ~long)
    light = np.flatnonzero((weights < FIELD_WEIGHT) | long)
    others = rng.choice(light, min(len(light), max(2 * len(heavy), 1000)), replace=False)
    places = np.sort(np.concatenate([heavy, others]))
    return Lessons(lessons.russian, lessons.english, lessons.rows[places], lessons.vectors[places])


def passages_of(settings: Settings) -> tuple[Sequences, Sequences]:
    """English and Russian passages: those of the training records and joined runs of pairs."""
    if not (settings.work / "long-ru.offsets.npy").exists():
        tokenizer, rows = wordpiece.load_vocabulary(settings.work)
        records, _ = records_of(settings)
        runs = list(read_runs(settings.pairs, settings.skip))
        russian = encode(tokenizer, (run.ru for run in runs))
        value = worth(russian, np.array([run.weight for run in runs]), len(rows))
        rng = np.random.default_rng(settings.seed)
        picked: Iterable[int] = choose(value, russian.lengths, settings.passage_tokens, rng) if runs else ()
        texts = [(record.en, record.ru) for record in records]
        texts += [(runs[row].en, runs[row].ru) for row in picked]
        encode(tokenizer, (en for en, _ in texts)).save(settings.work / "long-en")
        encode(tokenizer, (ru for _, ru in texts)).save(settings.work / "long-ru")
        log.info("passages: %d", len(texts))
    return Sequences.load(settings.work / "long-en"), Sequences.load(settings.work / "long-ru")


def asked_of(settings: Settings, tokenizer: Tokenizer) -> Asked:
    """The training records as tokens, with the teacher's vectors of the passages."""
    records, _ = records_of(settings)
    passages = encode(tokenizer, (record.en for record in records))
    return Asked(
        passages_en=passages,
        passages_ru=encode(tokenizer, (record.ru for record in records)),
        questions_en=[encode(tokenizer, record.questions_en) for record in records],
        questions_ru=[encode(tokenizer, record.questions_ru) for record in records],
        teacher=embed_all(teacher_reader(settings), list(passages), settings.device),
    )


def note(settings: Settings, name: str, encode: Encode) -> None:
    """Measure the held-out passages in passing: figures to the log and to ``figures.jsonl``."""
    training, held_out = records_of(settings)
    if not held_out:
        return
    figures = passages_across(encode, held_out, training)
    log.info("%s: %s", name, ", ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    with (settings.work / "figures.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"stage": name, **figures}, ensure_ascii=False) + "\n")


def encoder(network: nn.Module, tokenizer: Tokenizer, device: torch.device) -> Encode:
    """Return a function from texts to vectors through a network in training."""

    def encode_texts(texts: Sequence[str]) -> NDArray[np.float32]:
        return embed_all(network, list(encode(tokenizer, texts)), device)

    return encode_texts
