"""What can be had and what was downloaded, for a terminal and for ``--json``."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from index_config.errors import Language
from ingest.fetch.listing import Obstacle, Offer, SourceLink
from ingest.fetch.report import FetchFate, FetchOutcome, FetchReport

_OBSTACLES: dict[Language, dict[Obstacle, str]] = {
    "en": {
        Obstacle.FRONT_PAGE: "only a front page",
        Obstacle.LIST: "only a list of publications",
        Obstacle.LANDING_PAGE: "a page that offers the text",
        Obstacle.SECONDARY: "a page about the text, not its publisher's",
        Obstacle.SCRIPT: "opens in a browser only; save the text there",
        Obstacle.INSECURE: "not https",
        Obstacle.UNCHECKED: "not checked",
    },
    "ru": {
        Obstacle.FRONT_PAGE: "только заглавная страница",
        Obstacle.LIST: "только список публикаций",
        Obstacle.LANDING_PAGE: "страница, с которой текст можно скачать",
        Obstacle.SECONDARY: "страница о тексте, не самого издателя",
        Obstacle.SCRIPT: "открывается только в браузере; сохраните текст оттуда",
        Obstacle.INSECURE: "не https",
        Obstacle.UNCHECKED: "не проверено",
    },
}
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "offers": "{direct} of {total} works have a link that can be downloaded (↓).",
        "how": "kb fetch WORK_ID… downloads those you name; nothing is downloaded unless named.",
        "ingest": "Take them in: kb ingest {folder}",
        "see": "only to look at: kb fetch --list {work_id}",
        FetchFate.FETCHED: "downloaded",
        FetchFate.UPDATED: "updated",
        FetchFate.UNCHANGED: "unchanged",
        FetchFate.KEPT: "changed here, left as it is",
        FetchFate.FAILED: "not downloaded",
        FetchFate.NOT_DIRECT: "no link to download",
    },
    "ru": {
        "offers": "Ссылка для скачивания (↓) есть у {direct} из {total} работ.",
        "how": "kb fetch WORK_ID… скачивает названные работы; без этого ничего не скачивается.",
        "ingest": "Загрузить в базу: kb ingest {folder}",
        "see": "только для просмотра: kb fetch --list {work_id}",
        FetchFate.FETCHED: "скачано",
        FetchFate.UPDATED: "обновлено",
        FetchFate.UNCHANGED: "без изменений",
        FetchFate.KEPT: "изменено у вас, оставлено как есть",
        FetchFate.FAILED: "не скачано",
        FetchFate.NOT_DIRECT: "нет ссылки для скачивания",
    },
}


def offers_json(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Return what can be had, as ``sources.yaml`` says it and with the kind of each work."""
    return [
        {**offer.entry.model_dump(mode="json"), "kind": str(offer.work.kind), "direct": offer.direct}
        for offer in offers
    ]


def show_offers(console: Console, offers: Sequence[Offer], language: Language) -> None:
    """Print each work with its links; ``↓`` marks those that can be downloaded."""
    for offer in offers:
        title = offer.work.title.get(language) or offer.entry.title
        console.print(Text.assemble((offer.entry.work_id, "bold"), "  ", title), soft_wrap=True)
        for link in offer.entry.links:
            console.print(_link_line(link, language), soft_wrap=True)
    words = _WORDS[language]
    direct = sum(offer.direct for offer in offers)
    console.print()
    console.print(words["offers"].format(direct=direct, total=len(offers)), highlight=False)
    console.print(words["how"], markup=False, highlight=False)


def show_outcome(console: Console, outcome: FetchOutcome, language: Language) -> None:
    """Print one line as soon as a text is done, and why links failed."""
    words = _WORDS[language]
    name = outcome.file or " ".join(word for word in (outcome.work_id, outcome.part) if word)
    mark = "✓" if outcome.had else "✗"
    line = Text(f"{mark} {name}: {words[outcome.fate]}", style="" if outcome.had else "red")
    if outcome.fate is FetchFate.NOT_DIRECT:
        line.append(f" ({words['see'].format(work_id=outcome.work_id)})")
    console.print(line, soft_wrap=True)
    for attempt in outcome.attempts:
        console.print(Text(f"  {attempt.reason[language]}", style="yellow"), soft_wrap=True)


def show_end(console: Console, report: FetchReport, language: Language) -> None:
    """Print what to do next."""
    if report.exit_code != 2:
        console.print(_WORDS[language]["ingest"].format(folder=report.folder), markup=False, highlight=False)


def _link_line(link: SourceLink, language: Language) -> Text:
    said = [_OBSTACLES[language][link.obstacle]] if link.obstacle else []
    if note := link.note.get(language):
        said.append(note)
    line = Text(f"  {'↓' if link.direct else ' '} {link.url}")
    if said:
        line.append(f" ({'; '.join(said)})", style="dim")
    return line
