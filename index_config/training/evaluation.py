"""What a model can do: sentence and passage retrieval, within and across languages.

``Encode`` is any function from texts to unit vectors ``(n, width)``, so that a
network in training, an exported model and the teacher are measured alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index_config.training.corpus import (
    PAIR_SUFFIXES,
    QuestionPassage,
    files_in,
    open_text,
    read_pairs,
)
from index_config.training.metrics import accuracy_at_1, ndcg, top

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Figures = dict[str, float]


def sentence_retrieval(encode: Encode, path: Path) -> Figures:
    """Accuracy at 1 of finding a sentence's translation in a TSV file, both ways."""
    pairs = list(read_pairs([path]))
    en = encode([pair.en for pair in pairs])
    ru = encode([pair.ru for pair in pairs])
    return {"en→ru": accuracy_at_1(en, ru), "ru→en": accuracy_at_1(ru, en)}


def retrieval_set(encode: Encode, folder: Path) -> Figures:
    """Measure one retrieval folder: ``queries.jsonl``, ``corpus.jsonl``, ``qrels*.tsv``.

    A set with ``qrels.en_ru.tsv`` and ``qrels.ru_en.tsv`` is searched in the other
    language's documents only; nDCG@10 and accuracy at 1 of each list of judgments.
    """
    queries = _read_texts(folder / "queries.jsonl")
    corpus = _read_texts(folder / "corpus.jsonl")
    query_vectors = encode([text for text, _ in queries.values()])
    vectors = encode([text for text, _ in corpus.values()])
    query_rows = {name: row for row, name in enumerate(queries)}
    figures: Figures = {}
    directed = sorted(folder.glob("qrels.*_*.tsv")) or [folder / "qrels.tsv"]
    for path in directed:
        direction = path.name.removeprefix("qrels").removesuffix(".tsv").strip(".")
        wanted = direction.partition("_")[2]
        kept = [row for row, (_, lang) in enumerate(corpus.values()) if wanted in ("", lang)]
        place = {name: n for n, name in enumerate(np.array(list(corpus))[kept].tolist())}
        gains = _read_judgments(path, place)
        asked = [query_rows[name] for name in gains]
        ranked = top(query_vectors[asked], vectors[kept])
        label = direction.replace("_", "→")
        figures[f"nDCG@10 {label}".strip()] = ndcg(ranked, list(gains.values()))
        first = [int(row[0]) in gain for row, gain in zip(ranked, gains.values(), strict=True)]
        figures[f"acc@1 {label}".strip()] = float(np.mean(first))
    return figures


def passages_across(
    encode: Encode, asked: Sequence[QuestionPassage], others: Sequence[QuestionPassage] = ()
) -> Figures:
    """nDCG@10 of question → passage in all four directions, and in a mixed index.

    Args:
        encode: texts to unit vectors.
        asked: records whose questions are put.
        others: records whose passages only stand by as wrong answers.

    ``mixed`` puts passages of both languages into one index, either version of
    the right passage counting; ``english first ten`` is the share of English
    among the first ten there for Russian questions (0.5 is no bias).
    """
    records = [*asked, *others]
    passages = {
        "en": encode([record.en for record in records]),
        "ru": encode([record.ru for record in records]),
    }
    mixed = np.concatenate([passages["en"], passages["ru"]])
    figures: Figures = {}
    for lang in ("en", "ru"):
        lists = [record.questions_en if lang == "en" else record.questions_ru for record in asked]
        rows = [row for row, questions in enumerate(lists) for _ in questions]
        vectors = encode([question for questions in lists for question in questions])
        for other in ("en", "ru"):
            ranked = top(vectors, passages[other])
            figures[f"{lang}→{other}"] = ndcg(ranked, [{row: 1.0} for row in rows])
        ranked = top(vectors, mixed)
        both = [{row: 1.0, row + len(records): 1.0} for row in rows]
        figures[f"{lang}→mixed"] = ndcg(ranked, both)
        figures[f"{lang}→mixed, English in ten"] = float((ranked < len(records)).mean())
    return figures


def measure_folders(encode: Encode, pairs: Sequence[Path], sets: Sequence[Path]) -> dict[str, Figures]:
    """Measure every TSV file under ``pairs`` and every retrieval folder in ``sets``."""
    report = {path.name.split(".")[0]: sentence_retrieval(encode, path) for path in files_in(pairs, PAIR_SUFFIXES)}
    for root in sets:
        for path in sorted(root.rglob("queries.jsonl")):
            report[path.parent.name] = retrieval_set(encode, path.parent)
    return report


def _read_texts(path: Path) -> dict[str, tuple[str, str]]:
    """Id → text (title before it) and language of a JSON-lines file."""
    rows = (json.loads(line) for line in open_text(path))
    return {row["id"]: (f"{row.get('title', '')}\n{row['text']}".strip(), row.get("lang", "")) for row in rows}


def _read_judgments(path: Path, place: dict[str, int]) -> dict[str, dict[int, float]]:
    """Query id → gains by document row, from ``query-id<TAB>corpus-id<TAB>score``."""
    gains: dict[str, dict[int, float]] = {}
    for line in list(open_text(path))[1:]:
        query, document, score = line.split("\t")
        if float(score) > 0:
            gains.setdefault(query, {})[place[document]] = float(score)
    return gains
