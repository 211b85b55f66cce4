"""Answers for a terminal. Text from documents is printed as it is, never as markup."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from index_config.domain import Hit
from index_config.errors import Language
from search_api.answer import Answer, FoundPractice
from search_api.library import Status

_NOTHING: dict[Language, str] = {"en": "Nothing found.", "ru": "Ничего не найдено."}
_PRACTICES: dict[Language, str] = {"en": "{total} practices", "ru": "Практик: {total}"}
_STATUS: dict[Language, str] = {
    "en": "{documents} documents, {passages} passages, {practices} practices; model {model}",
    "ru": "Документов – {documents}, фрагментов – {passages}, практик – {practices}; модель {model}",
}


def show_hits(console: Console, answer: Answer, language: Language) -> None:
    """Print the hits of an answer with their references."""
    if not answer.hits:
        console.print(_NOTHING[language])
    for number, hit in enumerate(answer.hits, start=1):
        console.print(Text(f"{number}. {hit.citation.formatted[language]}", style="bold"))
        console.print(_marked(hit))
        if hit.citation.document.metadata.source_url:
            console.print(Text(hit.citation.document.metadata.source_url, style="dim"), soft_wrap=True)
        console.print()


def show_practices(console: Console, found: Sequence[FoundPractice], total: int, language: Language) -> None:
    """Print practices with their evidence."""
    console.print(_PRACTICES[language].format(total=total), highlight=False)
    for item in found:
        practice = item.practice
        where = practice.where.get(language, "")
        console.print()
        console.print(Text(f"{where}, {practice.when}".strip(", "), style="bold"))
        for text in (practice.what, practice.result):
            if text.get(language):
                console.print(Text(text[language]))
        for citation in item.citations:
            console.print(Text(f"  {citation.formatted[language]}", style="dim"))


def show_status(console: Console, status: Status, language: Language) -> None:
    """Print what the index holds."""
    line = _STATUS[language].format(
        documents=status.documents, passages=status.passages, practices=status.practices, model=status.model
    )
    console.print(line, highlight=False)
    for name, counts in status.by.items():
        shown = ", ".join(f"{value} {count}" for value, count in counts[:12])
        console.print(Text(f"  {name}: {shown}"))


def _marked(hit: Hit) -> Text:
    """Return the quote with the words that matched made visible."""
    shift = hit.citation.quote_span.start - hit.passage.span.start
    text = Text(hit.citation.quote)
    for span in hit.highlights:
        if span.start >= shift:
            text.stylize("bold yellow", span.start - shift, span.end - shift)
    return text
