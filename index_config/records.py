"""How domain values lie in the index: payloads, and back.

One index holds points of these types (``type``): ``passage`` and ``practice`` with vectors; without them ``document``,
``page`` (its text), ``raw`` (the page as extracted), the one ``manifest``, and those of ``index_config.profiles``. The
filter fields of a passage are copied from its document; everything else about the document is read from the document's
own point. The raw text lies apart because only those who look at a page want it: it is as long again as the page, and
the map between the two longer still.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from index_config.domain import (
    NAMESPACE,
    Access,
    DocumentRecord,
    Evidence,
    Kind,
    Locator,
    Metadata,
    Page,
    Passage,
    Practice,
    Run,
    Span,
)
from index_config.store.base import Payload

PASSAGE = "passage"
PRACTICE = "practice"
DOCUMENT = "document"
PAGE = "page"
RAW = "raw"
MANIFEST = "manifest"


def document_point_id(document_id: str) -> str:
    """Return the point id of a document's record."""
    return str(uuid.uuid5(NAMESPACE, f"{DOCUMENT}\n{document_id}"))


def page_point_id(document_id: str, version: str, number: int) -> str:
    """Return the point id of a page.

    Versions do not share pages, so that old passages keep theirs while they are replaced.
    """
    return str(uuid.uuid5(NAMESPACE, f"{PAGE}\n{document_id}\n{version}\n{number}"))


def raw_point_id(document_id: str, version: str, number: int) -> str:
    """Return the point id of a page as extracted."""
    return str(uuid.uuid5(NAMESPACE, f"{RAW}\n{document_id}\n{version}\n{number}"))


def practice_point_id(practice_id: str) -> str:
    """Return the point id of a practice."""
    return str(uuid.uuid5(NAMESPACE, f"{PRACTICE}\n{practice_id}"))


MANIFEST_ID = str(uuid.uuid5(NAMESPACE, MANIFEST))


def date_bounds(date: str) -> tuple[int, int] | None:
    """Return the first and last day an ISO date of any precision may mean, as integers YYYYMMDD; None for no date."""
    parts = [int(part) for part in date.split("-")] if date else []
    if not parts:
        return None
    year = parts[0]
    first_month, last_month = (parts[1], parts[1]) if len(parts) > 1 else (1, 12)
    if len(parts) > 2:
        return day_number(dt.date(year, first_month, parts[2])), day_number(dt.date(year, last_month, parts[2]))
    following = dt.date(year + last_month // 12, last_month % 12 + 1, 1)
    return day_number(dt.date(year, first_month, 1)), day_number(following - dt.timedelta(days=1))


def day_number(day: dt.date) -> int:
    """Return a date as the integer YYYYMMDD, which sorts and compares like the date."""
    return day.year * 10_000 + day.month * 100 + day.day


def fold_name(name: str) -> str:
    """Fold a name for filters: case and white space do not matter."""
    return " ".join(name.casefold().split())


def filter_fields(metadata: Metadata, regions: Iterable[str]) -> Payload:
    """Return the fields of a document that searches filter on, as they lie on each of its passages.

    ``bodies`` are folded, for filters; ``body_names`` are as written, for those who read them.
    """
    names = tuple(dict.fromkeys(name for name in (metadata.issuing_body, *metadata.body_names) if name))
    fields: Payload = {
        "work_id": metadata.work_id,
        "kind": str(metadata.kind or Kind.REPORT),
        "countries": list(metadata.countries),
        "regions": list(regions),
        "topics": list(metadata.topics),
        "bodies": sorted({fold_name(name) for name in names}),
        "body_names": list(names),
        "access": str(metadata.access),
    }
    bounds = date_bounds(metadata.date)
    if bounds is not None:
        fields["date_min"], fields["date_max"] = bounds
    return fields


def passage_payload(passage: Passage, shared: Payload) -> Payload:
    """Lay a passage down; ``shared`` are its document's ``filter_fields``."""
    locator = passage.locator
    return shared | {
        "type": PASSAGE,
        "document_id": passage.document_id,
        "version": passage.version,
        "language": passage.language,
        "text": passage.text,
        "span": [passage.span.start, passage.span.end],
        "pages": list(locator.pages),
        "paragraphs": list(locator.paragraphs),
        "section": list(locator.section),
        "speaker": locator.speaker,
        "note": locator.note,
        "ocr": locator.ocr,
        "context": passage.context,
        "notes": list(passage.notes),
    }


def passage_from(payload: Payload) -> Passage:
    """Read a passage."""
    first, last = payload["pages"]
    return Passage(
        document_id=payload["document_id"],
        version=payload["version"],
        text=payload["text"],
        span=Span(*payload["span"]),
        locator=Locator(
            pages=(first, last),
            paragraphs=tuple(payload["paragraphs"]),
            section=tuple(payload["section"]),
            speaker=payload["speaker"],
            note=payload["note"],
            ocr=payload["ocr"],
        ),
        language=payload["language"],
        context=payload["context"],
        notes=tuple(payload.get("notes", ())),  # indexes made before there was such a field are read, too
    )


def document_payload(record: DocumentRecord, regions: Iterable[str]) -> Payload:
    """Lay a document record down, with the fields that listings filter on."""
    stored = _plain(asdict(record))
    stored["metadata"]["guessed"] = sorted(record.metadata.guessed)
    return filter_fields(record.metadata, regions) | {
        "type": DOCUMENT,
        "document_id": record.id,
        "version": record.version,
        "language": record.metadata.language,
        "record": stored,
    }


def document_from(payload: Payload) -> DocumentRecord:
    """Read a document record."""
    stored: dict[str, Any] = dict(payload["record"])
    return DocumentRecord(
        **{
            **stored,
            "metadata": metadata_from(stored["metadata"]),
            "warnings": tuple(stored["warnings"]),
        }
    )


def metadata_from(stored: dict[str, Any]) -> Metadata:
    """Read metadata from its dictionary form."""
    tuples = {name: tuple(stored[name]) for name in ("body_names", "countries", "topics")}
    return Metadata(
        **{
            **stored,
            **tuples,
            "kind": Kind(stored["kind"]) if stored["kind"] else None,
            "access": Access(stored["access"]),
            "guessed": frozenset(stored["guessed"]),
        }
    )


def page_payload(document_id: str, version: str, access: Access, page: Page) -> Payload:
    """Lay a page down."""
    return {
        "type": PAGE,
        "document_id": document_id,
        "version": version,
        "access": str(access),
        "page": page.number,
        "start": page.start,
        "text": page.text,
        "ocr": page.ocr,
    }


def raw_payload(document_id: str, version: str, access: Access, page: Page) -> Payload:
    """Lay a page down as it was extracted, with the map to its text."""
    return {
        "type": RAW,
        "document_id": document_id,
        "version": version,
        "access": str(access),
        "page": page.number,
        "raw": page.raw,
        "origin": [number for run in page.origin for number in (run.start, run.raw_start, run.length)],
    }


def page_from(payload: Payload, raw: Payload | None = None) -> Page:
    """Read a page; without its ``raw`` payload the text as extracted and the map to it stay empty."""
    origin = iter(raw["origin"] if raw else ())
    return Page(
        number=payload["page"],
        start=payload["start"],
        text=payload["text"],
        raw=raw["raw"] if raw else "",
        origin=tuple(map(Run, origin, origin, origin)),
        ocr=payload["ocr"],
    )


def guideline_path(number: str) -> list[str]:
    """Return a guideline's number after those it stands under: ``II``, ``II.1``, ``II.1(v)`` for ``II.1(v)``."""
    ends = [match.start() for match in re.finditer(r"[.(]", number)]
    return [*(number[:end] for end in ends), number] if number else []


def practice_payload(practice: Practice, regions: Iterable[str], root: str) -> Payload:
    """Lay a practice down, with the fields that look-ups filter on and the root of the collection it was curated in."""
    return {
        "type": PRACTICE,
        "countries": list(practice.countries),
        "regions": list(regions),
        "topics": list(practice.topics),
        "guideline": guideline_path(practice.guideline),
        "status": practice.status,
        "access": str(Access.PUBLIC),
        "root": root,
        "practice": _plain(asdict(practice)),
    }


def practice_from(payload: Payload) -> Practice:
    """Read a practice."""
    stored: dict[str, Any] = payload["practice"]
    tuples = {name: tuple(stored[name]) for name in ("countries", "topics", "sources")}
    evidence = tuple(Evidence(**item) for item in stored["evidence"])
    return Practice(**{**stored, **tuples, "evidence": evidence})


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a value as it comes back from a store: tuples become lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
