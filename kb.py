"""The one command line: ``kb ingest | serve | search | practices | fetch | eval | status``.

Arguments and wiring only.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from index_config.domain import Filters, Grouping, Kind, Mode, Query
from index_config.errors import KnowledgeBaseError, Language, language_or_english
from index_config.settings import Settings, load_settings

if TYPE_CHECKING:
    from search_api.library import Library

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Knowledge base on human rights and drug policy in Eastern Europe and Central Asia.",
)
DOCUMENTS = Path(__file__).with_name("documents")
out = Console()
err = Console(stderr=True)

DataDir = Annotated[Path | None, typer.Option("--data", help="The folder of all state; else KB_DATA_DIR, else ./data.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Limit = Annotated[int, typer.Option(min=1, max=50, help="How many to show.")]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to take in.")],
    data: DataDir = None,
    as_json: AsJson = False,
    rebuild: Annotated[bool, typer.Option(help="Do every document again, those of earlier runs too.")] = False,
) -> None:
    """Make the index agree with the files: new, changed, moved and removed ones.

    Exit status: 0 all in, 1 some files refused, 2 nothing done.
    """
    from index_config.store import open_index
    from ingest.job import Job
    from ingest.progress import show_progress, show_report

    settings = load_settings(data_dir=data)
    with show_progress(err, quiet=as_json or not err.is_terminal) as listener:
        job = Job(settings, open_index(settings), _encoder(settings), _vocabulary(), listener)
        report = job.run(paths, rebuild=rebuild)
    if as_json:
        _print_json(report.as_json())
    else:
        show_report(out, report, _language())
    raise typer.Exit(report.exit_code)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; else KB_HOST, else 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; else KB_PORT, else 8000.")] = None,
    data: DataDir = None,
) -> None:
    """Serve the HTTP API."""
    import uvicorn

    from search_api.app import create_app
    from search_api.library import Library

    settings = load_settings(data_dir=data, host=host, port=port)
    service = create_app(lambda: Library.open(settings), settings)
    # No access log: it would hold the queries.
    uvicorn.run(service, host=settings.host, port=settings.port, access_log=False, log_level="warning")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="A question or words, in Russian or English.")],
    data: DataDir = None,
    as_json: AsJson = False,
    limit: Limit = 5,
    mode: Annotated[Mode, typer.Option(help="Which legs of the search run.")] = Mode.HYBRID,
    group: Annotated[Grouping, typer.Option(help="The best passage only of each document or work.")] = Grouping.NONE,
    spelling: Annotated[bool, typer.Option(help="Correct words that are not known.")] = True,
    expand: Annotated[bool, typer.Option(help="Search for the other names of the query's concepts, too.")] = True,
    language: Annotated[list[str] | None, typer.Option(help="Only passages in this language.")] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind of source.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Only this country: a code, or a name in either language.")
    ] = None,
) -> None:
    """Find passages that answer, with exact citations."""
    from search_api.show import show_hits
    from search_api.wire import SearchOut

    with _open_library(data) as library:
        filters = Filters(
            languages=tuple(language or ()),
            kinds=tuple(str(value) for value in kind or ()),
            countries=tuple(library.vocabulary.country_code(name) or name.upper() for name in country or ()),
        )
        question = Query(query, filters, mode, group, limit, spelling=spelling, expand=expand)
        answer = library.search(question)
    if as_json:
        _print_json(SearchOut.from_answer(answer).model_dump())
    else:
        show_hits(out, answer, _language())


@app.command()
def practices(
    query: Annotated[str, typer.Argument(help="Words in either language; empty: list all.")] = "",
    data: DataDir = None,
    as_json: AsJson = False,
    limit: Limit = 10,
    country: Annotated[
        list[str] | None, typer.Option(help="Only this country: a code, or a name in either language.")
    ] = None,
    region: Annotated[list[str] | None, typer.Option(help="Only this region, such as central-asia.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic.")] = None,
    guideline: Annotated[list[str] | None, typer.Option(help="Only this guideline and those under it: II.1.")] = None,
    status: Annotated[str, typer.Option(help="`curated`, or `suggested`: found in your own documents.")] = "curated",
) -> None:
    """Look up good practices."""
    from search_api.practices import PracticeQuery
    from search_api.show import show_practices
    from search_api.wire import PracticeOut, PracticesOut

    with _open_library(data) as library:
        countries = tuple(library.vocabulary.country_code(name) or name.upper() for name in country or ())
        regions = tuple(library.vocabulary.region_id(name) or name for name in region or ())
        filters = Filters(countries=countries, regions=regions, topics=tuple(topic or ()))
        asked = PracticeQuery(query, filters, tuple(guideline or ()), (status,), limit=limit)
        found, total = library.practices(asked)
    if as_json:
        wire = PracticesOut(practices=[PracticeOut.from_found(item) for item in found], total=total)
        _print_json(wire.model_dump())
    else:
        show_practices(out, found, total, _language())


@app.command()
def fetch(
    works: Annotated[list[str] | None, typer.Argument(metavar="[WORK_ID]…", help="The works to download.")] = None,
    only_list: Annotated[bool, typer.Option("--list", help="Show what can be had; download nothing.")] = False,
    into: Annotated[Path | None, typer.Option(help="The folder; else `fetched` beside the data folder.")] = None,
    collection: Annotated[Path, typer.Option(help="The collection whose sources.yaml is read.")] = DOCUMENTS,
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Download official texts behind the digests, for `kb ingest`. Without a work: show what can be had.

    Exit status: 0 all there, 1 some not, 2 none.
    """
    from ingest.fetch.client import Client
    from ingest.fetch.job import FetchJob
    from ingest.fetch.links import chosen_proxy
    from ingest.fetch.listing import load_sources
    from ingest.fetch.show import offers_json, show_end, show_offers, show_outcome

    settings, sources, language = load_settings(data_dir=data), load_sources(collection), _language()
    chosen = sources.choose(works) if works else sources.offers
    if only_list or not works:
        if as_json:
            _print_json(offers_json(chosen))
        else:
            show_offers(out, chosen, language)
        return
    folder = into or settings.data_dir.absolute().parent / "fetched"
    with Client(proxy=chosen_proxy(settings.fetch_proxy)) as client:
        job = FetchJob(folder, client, settings.fetch_max_mb)
        report = job.run(chosen, lambda outcome: None if as_json else show_outcome(out, outcome, language))
    if as_json:
        _print_json(report.as_json())
    else:
        show_end(out, report, language)
    raise typer.Exit(report.exit_code)


@app.command()
def status(data: DataDir = None, as_json: AsJson = False) -> None:
    """Show what the index holds."""
    from dataclasses import asdict

    from search_api.show import show_status

    with _open_library(data) as library:
        current = library.status(_language())
    if as_json:
        _print_json(asdict(current))
    else:
        show_status(out, current, _language())


@app.command(name="eval")
def evaluate(
    split: Annotated[str, typer.Option(help="`test`, for reporting, or `dev`, for choosing.")] = "test",
    system: Annotated[list[str] | None, typer.Option(help="Systems to compare; `all`: every one there is.")] = None,
    variants: Annotated[
        bool, typer.Option(help="Compare other passage lengths and the stock LlamaIndex way, too: ingests anew.")
    ] = False,
    outside: Annotated[
        list[Path] | None, typer.Option(help="Measure the model on a retrieval set in this folder instead.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with plots to this file.")] = None,
    collection: Annotated[Path, typer.Option(help="The collection that --variants ingests.")] = DOCUMENTS,
    data: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Measure how well questions are answered, with the questions and judgments in eval/."""
    from eval.assembly import SWITCHED
    from eval.outside import load_set, measure_set
    from eval.page import write_page
    from eval.session import MAIN, assess
    from eval.show import show_evaluation, show_outside
    from eval.variants import compare

    settings, language = load_settings(data_dir=data), _language()
    if outside:
        figures = {folder.name: measure_set(load_set(folder), _encoder(settings)) for folder in outside}
        _print_json(figures) if as_json else show_outside(out, figures, language)
        return

    def say(name: str) -> None:
        if not as_json and err.is_terminal:
            err.print(name, style="dim")

    with _open_library(data) as library:
        names = tuple(SWITCHED) if system == ["all"] else tuple(system or MAIN)
        more = compare(library, collection, split, _ingest_quietly, say) if variants else ()
        evaluation = assess(library, split, names, more, say)
    if report:
        write_page(evaluation, report)
    if as_json:
        _print_json(evaluation.as_json())
    else:
        show_evaluation(out, evaluation, language)


def main() -> None:
    """Run the command line; our errors become a message in the user's language and an exit status."""
    try:
        app(standalone_mode=True)
    except KnowledgeBaseError as error:
        err.print(error.message(_language()), style="red", markup=False, highlight=False)
        sys.exit(error.exit_code)


def _ingest_quietly(settings: Settings, folder: Path) -> None:
    """Bring the index of these settings up to date with a folder."""
    from index_config.store import open_index
    from ingest.job import Job

    index = open_index(settings)
    try:
        Job(settings, index, _encoder(settings), _vocabulary()).run([folder])
    finally:
        index.close()


def _encoder(settings: Settings) -> Any:  # noqa: ANN401 - the protocol's home imports numpy, slow for --help
    from index_config.encoder import SentenceTransformerEncoder
    from index_config.models import model_spec

    return SentenceTransformerEncoder(model_spec(settings), threads=settings.threads, offline=settings.offline)


def _vocabulary() -> Any:  # noqa: ANN401
    from index_config.vocabulary import Vocabulary

    return Vocabulary.load()


@contextmanager
def _open_library(data: Path | None) -> Iterator["Library"]:
    from search_api.library import Library

    library = Library.open(load_settings(data_dir=data))
    try:
        yield library
    finally:
        library.close()


def _language() -> Language:
    """Return the language of the user's locale, as far as we speak it."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return language_or_english(locale.replace("_", "-"))


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


if __name__ == "__main__":
    main()
