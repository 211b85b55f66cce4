"""Progress and the summary of an ingestion, for a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from index_config.errors import Language
from ingest.job import Listener
from ingest.report import Fate, Outcome, Report

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "new": "new",
        "changed": "changed",
        "moved": "moved",
        "rebuilt": "rebuilt",
        "unchanged": "unchanged",
        "removed": "removed",
        "refused": "refused",
        "files": "files",
        "kept": "the earlier version stays in the index",
        "summary": "In the index: {documents} documents, {passages} passages, {practices} practices. {seconds:.1f} s.",
    },
    "ru": {
        "new": "новые",
        "changed": "изменены",
        "moved": "перемещены",
        "rebuilt": "пересозданы",
        "unchanged": "без изменений",
        "removed": "удалены",
        "refused": "не приняты",
        "files": "файлы",
        "kept": "в индексе остаётся прежняя версия",
        "summary": "В индексе: документы {documents}, фрагменты {passages}, практики {practices}. {seconds:.1f} с.",
    },
}


@contextmanager
def show_progress(console: Console, *, quiet: bool) -> Iterator[Listener]:
    """Show a bar while files are done; yields the listener of the job."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("", total=None)

        def listener(outcome: Outcome, done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, description=escape(outcome.file[-48:]))

        yield listener


def show_report(console: Console, report: Report, language: Language) -> None:
    """Print how many files met which fate, and every refusal and warning by name."""
    words = _WORDS[language]
    table = Table(show_header=False, box=None, pad_edge=False)
    for fate, count in report.counts.items():
        if count:
            table.add_row(words[str(fate)], str(count))
    console.print(table)
    for outcome in report.outcomes:
        if outcome.fate is Fate.REFUSED:
            kept = f" ({words['kept']})" if outcome.kept else ""
            console.print(f"✗ {outcome.reason.get(language, '')}{kept}", style="red", markup=False, highlight=False)
        for warning in outcome.warnings:
            console.print(f"! {outcome.file}: {warning}", style="yellow", markup=False, highlight=False)
    summary = words["summary"].format(
        documents=report.documents, passages=report.passages, practices=report.practices, seconds=report.seconds
    )
    console.print(summary, highlight=False)
