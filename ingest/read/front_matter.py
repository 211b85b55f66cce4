"""YAML front matter: what a Markdown file states of itself."""

import datetime as dt
import re
from typing import Any

import yaml

from index_config.domain import Access, Kind, Metadata
from index_config.errors import CatalogueError

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TEXTS = {
    "title": "title",
    "language": "language",
    "lang": "language",
    "work_id": "work_id",
    "issuing_body": "issuing_body",
    "body": "issuing_body",
    "reference": "reference",
    "source_url": "source_url",
    "url": "source_url",
    "translation_of": "translation_of",
    "translation": "translation_of",
}
#: "translation: ours" says that the file is our translation of the work it names.
_OWN_TRANSLATION = frozenset({"ours", "true", "yes"})
_LISTS = {"countries": "countries", "country": "countries", "topics": "topics", "tags": "topics"}


def front_matter(text: str, file: str) -> tuple[Metadata, str]:
    """Part a text from its front matter.

    Returns the stated metadata and the text after it. Front matter that is no YAML mapping is left in the text, since a
    line of dashes may also begin a text. Raises ``CatalogueError`` where a known key holds what it cannot.
    """
    match = _FRONT.match(text)
    if not match:
        return Metadata(), text
    try:
        values = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueError(file=file, entry="front matter", field="", reason="not valid YAML") from error
    if not isinstance(values, dict):
        return Metadata(), text
    return _metadata({str(key): value for key, value in values.items()}, file), text[match.end() :]


def _metadata(values: dict[str, Any], file: str) -> Metadata:
    stated: dict[str, Any] = {}
    for key, value in values.items():
        if value is None or value == "":
            continue
        if key in _TEXTS and not isinstance(value, (dict, list)):
            stated[_TEXTS[key]] = str(value).strip()
        elif key in _LISTS:
            stated[_LISTS[key]] = tuple(str(item) for item in (value if isinstance(value, list) else [value]))
        elif key in _SPECIAL:
            stated[key] = _SPECIAL[key](value, file)
    if stated.get("translation_of", "").lower() in _OWN_TRANSLATION:
        stated["translation_of"] = stated.get("work_id", "")
    return Metadata(**stated)


def _kind(value: object, file: str) -> Kind:
    try:
        return Kind(str(value).strip().lower())
    except ValueError as error:
        known = ", ".join(Kind)
        raise CatalogueError(file=file, entry="front matter", field="kind", reason=f"must be one of {known}") from error


def _date(value: object, file: str) -> str:
    text = value.isoformat() if isinstance(value, dt.date) else str(value).strip()
    if not _DATE.match(text):
        raise CatalogueError(
            file=file, entry="front matter", field="date", reason="must be YYYY, YYYY-MM or YYYY-MM-DD"
        )
    found = _DATE.match(text)
    return found[0] if found else ""


def _access(value: object, file: str) -> Access:
    try:
        return Access(str(value).strip().lower())
    except ValueError as error:
        raise CatalogueError(file=file, entry="front matter", field="access", reason="public or restricted") from error


def _digest(value: object, file: str) -> bool:
    if isinstance(value, bool):
        return value
    raise CatalogueError(file=file, entry="front matter", field="digest", reason="must be true or false")


_SPECIAL = {"kind": _kind, "date": _date, "access": _access, "digest": _digest}
