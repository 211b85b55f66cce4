"""What a document says of itself where nobody else has: title, language, kind, date, reference, body, countries.

Only missing fields are filled, and each that is filled is named in ``Metadata.guessed``. A guess that is not plain is
not made, but for kind, language, title and work id, which every document needs.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import PurePath

from index_config.domain import Metadata
from index_config.text.language import detect_language
from ingest.guess.dates import own_date
from ingest.guess.kinds import likely_kind
from ingest.guess.names import countries_of, issuing_body, reference_of
from ingest.guess.titles import likely_title, slug

__all__ = ["guess_metadata"]

_SAMPLE = 4000


def guess_metadata(text: str, given: Metadata, filename: str) -> Metadata:
    """Fill the missing fields of ``given`` from the canonical text, and name them in ``guessed``.

    Args:
        text: the canonical text.
        given: what the catalogue, the front matter and the file's properties say.
        filename: the file's name or path below its folder; its stem gives the work id and, failing all else, the title.
    """
    stem = PurePath(filename).stem
    language = given.language or detect_language(text[:_SAMPLE])
    kind = given.kind or likely_kind(text)
    reference = given.reference or reference_of(text, kind)
    body = given.issuing_body or issuing_body(text, kind)
    guesses: Mapping[str, object] = {
        "language": language,
        "kind": kind,
        "title": given.title or likely_title(text, kind, language, stem),
        "date": given.date or own_date(text, kind, stem),
        "reference": reference,
        "issuing_body": body,
        "countries": given.countries or countries_of(text, kind, given.title),
        "work_id": given.work_id or slug(stem),
    }
    filled = {name: value for name, value in guesses.items() if value and not getattr(given, name)}
    known = {field.name for field in fields(Metadata)}
    return replace(
        given,
        **{name: value for name, value in filled.items() if name in known},  # type: ignore[arg-type]
        guessed=given.guessed | frozenset(filled),
    )
