"""Fixture policy.

Every test that needs an index makes a real one, in a folder of its own, through the real job; what many tests only read
is made once a session. Only the encoder is replaced by default: ``WordEncoder`` is deterministic and needs no torch.
Tests of the shipped model load it and are marked slow. Nothing here touches the network, and no test writes outside its
temporary folder.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index_config.encoder import Matrix
from index_config.settings import Settings, load_settings
from index_config.store import open_index
from index_config.store.base import Index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.library import Library

os.environ.setdefault("HF_HUB_OFFLINE", "1")


class WordEncoder:
    """Embeds a text as the sum of random directions of its words' first five letters: alike words, alike vectors."""

    fingerprint = "words@1"
    floor: float | None = 0.1

    @property
    def dimensions(self) -> int:
        return 384

    def __init__(self, nothing_below: float | None = None) -> None:
        self.nothing_below = nothing_below
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        self.embedded.extend(texts)
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                seed = int.from_bytes(hashlib.blake2b(word[:5].encode(), digest_size=4).digest(), "big")
                row += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


RULING_EN = """---
title: Alpha v. Testland
language: en
kind: court_decision
date: 2019-11-26
---

# Alpha v. Testland

## The facts

1. The applicant, a person with opioid dependence, asked the prison doctor for methadone and was refused.

2. The domestic court dismissed her complaint without hearing the medical expert she had named.

## The law

3. Private life includes the choice of a medical treatment, and a refusal must be justified.

4. No violation was found by six votes to one, because the margin of appreciation was wide in application no. 58502/11.
"""

RULING_RU = """---
title: Бета против Тестландии
language: ru
kind: court_decision
date: 2012-10-02
---

# Бета против Тестландии

## Обстоятельства дела

1. Сотрудники полиции провели проверочную закупку наркотиков у заявителя по наводке информатора.

2. Информатор несколько раз просил заявителя продать ему метадон, хотя раньше тот наркотиками не торговал.

## Право

3. Провокация преступления несовместима со справедливым судебным разбирательством по статье 6 Конвенции.
"""

MINUTES_TXT = """Протокол заседания рабочей группы по снижению вреда
12 марта 2020 г.

Председательствующий: Открываю заседание и предоставляю слово представителю министерства здравоохранения.

Представитель министерства: Налоксон будет доступен без рецепта во всех аптеках страны с первого июля.
"""


def write_collection(root: Path) -> Path:
    """A small collection of real files: Markdown in two languages, plain text in cp1251, and a catalogue for one of them."""
    (root / "court_decisions").mkdir(parents=True)
    (root / "collection.yaml").write_text("title: {en: Test}\n", encoding="utf-8")
    (root / "court_decisions" / "alpha.md").write_text(RULING_EN, encoding="utf-8")
    (root / "court_decisions" / "beta.md").write_text(RULING_RU, encoding="utf-8")
    (root / "minutes.txt").write_bytes(MINUTES_TXT.encode("cp1251"))
    (root / "court_decisions" / "catalogue.yaml").write_text(
        """
- work_id: alpha
  kind: court_decision
  title: {en: Alpha v. Testland, ru: Альфа против Тестландии}
  body: {en: Court of Testland, ru: Суд Тестландии}
  countries: [KZ]
  date: "2019-11-26"
  reference: {en: no. 58502/11, ru: жалоба № 58502/11}
  source_url: https://example.org/alpha
  topics: [oat]
  files:
    - {path: alpha.md, language: en}
""",
        encoding="utf-8",
    )
    return root


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "collection")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path / "data", file_seconds=60)


@pytest.fixture
def index(settings: Settings) -> Iterator[Index]:
    opened = open_index(settings)
    yield opened
    opened.close()


@pytest.fixture
def job(settings: Settings, index: Index, encoder: WordEncoder, vocabulary: Vocabulary) -> Job:
    return Job(settings, index, encoder, vocabulary)


@pytest.fixture
def library(job: Job, collection: Path) -> Library:
    """The collection, ingested and opened for reading."""
    report = job.run([collection])
    assert report.exit_code == 0, report.outcomes
    return Library(job.settings, job.index, job.encoder, job.vocabulary)
