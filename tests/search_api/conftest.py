"""A real server on a real port, over the small collection, made once a session and only read."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from index_config.settings import Settings, load_settings
from index_config.store import open_index
from index_config.vocabulary import Vocabulary
from ingest.job import Job
from search_api.app import create_app
from search_api.library import Library
from tests.conftest import WordEncoder, write_collection

PRACTICES = """
- id: gp-methadone
  what: {en: Methadone treatment in prison, ru: Лечение метадоном в тюрьме}
  where: {en: Kazakhstan, ru: Казахстан}
  countries: [KZ]
  topics: [oat]
  guideline: "III.3"
  evidence:
    - {document: alpha, paragraph: "1"}
- id: gp-naloxone
  what: {en: Naloxone without prescription, ru: Налоксон без рецепта}
  where: {en: Testland, ru: Тестландия}
  countries: [KG]
  topics: [naloxone]
  guideline: "II.1.1"
  evidence:
    - {document: alpha, paragraph: "2"}
"""


def serve(settings: Settings, library: Library) -> Iterator[str]:
    """Run the service on a free port of the loopback address and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(create_app(lambda: library, settings), host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[tuple[str, Library]]:
    folder: Path = tmp_path_factory.mktemp("served")
    root = write_collection(folder / "collection")
    (root / "good_practices").mkdir()
    (root / "good_practices" / "all.yaml").write_text(PRACTICES, encoding="utf-8")
    (root / "secret.md").write_text("# Secret\n\nMethadone was named in a restricted letter.\n", encoding="utf-8")
    (root / "secret.md.yaml").write_text("access: restricted\n", encoding="utf-8")
    settings = load_settings(data_dir=folder / "data")
    job = Job(settings, open_index(settings), WordEncoder(), vocabulary)
    report = job.run([root])
    assert report.exit_code == 0, report.outcomes
    library = Library(settings, job.index, job.encoder, vocabulary)
    for address in serve(settings, library):
        yield address, library


@pytest.fixture
def http(served: tuple[str, Library]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served[0]) as client:
        yield client
