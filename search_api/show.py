"""Answers for a terminal. Text from documents is printed as it is, never as markup."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from index_config.domain import Hit
from index_config.errors import Language
from index_config.text.spelling import Correction, Reason
from search_api.answer import Answer, FoundPractice
from search_api.library import Status

_NOTHING: dict[Language, str] = {"en": "Nothing found.", "ru": "Ничего не найдено."}
_NEAREST: dict[Language, str] = {
    "en": "Nothing found that answers this. The nearest passages:",
    "ru": "Ответа не найдено. Ближайшее по смыслу:",
}
_CORRECTED: dict[Language, str] = {
    "en": "showing results for “{query}” ({reasons}); --no-spelling searches as typed",
    "ru": "показаны результаты по «{query}» ({reasons}); как набрано, ищет --no-spelling",
}
_REASONS: dict[Reason, dict[Language, str]] = {
    Reason.TYPO: {"en": "typing error", "ru": "опечатка"},
    Reason.LAYOUT: {"en": "keyboard layout", "ru": "раскладка клавиатуры"},
    Reason.TRANSLITERATION: {"en": "transliteration", "ru": "транслитерация"},
}
_COPIES: dict[Language, str] = {"en": "also in: {ids}", "ru": "также в: {ids}"}
_PRACTICES: dict[Language, str] = {"en": "{total} practices", "ru": "Практик: {total}"}
_STATUS: dict[Language, str] = {
    "en": "{documents} documents, {passages} passages, {practices} practices; model {model}",
    "ru": "Документов – {documents}, фрагментов – {passages}, практик – {practices}; модель {model}",
}


def show_hits(console: Console, answer: Answer, language: Language) -> None:
    """Print the hits of an answer with their references, and first what was searched for instead, if anything was."""
    if answer.correction is not None:
        console.print(Text(_corrected(answer.correction, language), style="italic"))
        console.print()
    if not answer.hits:
        console.print(_NOTHING[language])
    elif answer.nothing_found:
        console.print(_NEAREST[language])
        console.print()
    for number, hit in enumerate(answer.hits, start=1):
        console.print(Text(f"{number}. {hit.citation.formatted[language]}", style="bold"))
        console.print(_marked(hit))
        for note in hit.notes:
            console.print(Text(f"  {note.locator.note}: {' '.join(note.text.split())}", style="dim"))
        address = hit.citation.document.metadata.source_url
        if address and address not in hit.citation.formatted[language]:
            console.print(Text(address, style="dim"), soft_wrap=True)
        if hit.duplicates:
            console.print(Text(_COPIES[language].format(ids=", ".join(hit.duplicates)), style="dim"), soft_wrap=True)
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
        own = [citation for citation in item.citations if citation.document.metadata.language == language]
        for citation in own or item.citations:  # the other language's version of the same place says nothing new
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


def _corrected(correction: Correction, language: Language) -> str:
    reasons = dict.fromkeys(_REASONS[change.reason][language] for change in correction.changes)
    return _CORRECTED[language].format(query=correction.query, reasons=", ".join(reasons))


def _marked(hit: Hit) -> Text:
    """Return the quote with the words that matched made visible."""
    shift = hit.citation.quote_span.start - hit.passage.span.start
    text = Text(hit.citation.quote)
    for span in hit.highlights:
        if span.start >= shift:
            text.stylize("bold yellow", span.start - shift, span.end - shift)
    return text
