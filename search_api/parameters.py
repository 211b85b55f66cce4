"""Query parameters that several endpoints share, named once."""

import datetime as dt
from typing import Annotated

from fastapi import Depends, Query, Request

from index_config.domain import Filters, Kind
from index_config.errors import InvalidRequest
from search_api.library import Library

_MAX_VALUES = 50  # alternatives in one filter

Values = Annotated[list[str], Query(max_length=_MAX_VALUES)]


def library(request: Request) -> Library:
    """Return the library that the application opened at start-up."""
    opened: Library = request.app.state.library
    return opened


def filters(
    opened: Annotated[Library, Depends(library)],
    language: Annotated[
        list[str], Query(max_length=_MAX_VALUES, description="Language of the passage: en, ru, …")
    ] = [],  # noqa: B006
    kind: Annotated[list[Kind], Query(max_length=4, description="Kind of source")] = [],  # noqa: B006
    country: Annotated[
        list[str], Query(max_length=_MAX_VALUES, description="ISO 3166-1 code, or a name in English or Russian")
    ] = [],  # noqa: B006
    region: Annotated[
        list[str], Query(max_length=_MAX_VALUES, description="Region's id or name, see /v1/vocabulary")
    ] = [],  # noqa: B006
    topic: Annotated[list[str], Query(max_length=_MAX_VALUES, description="Topic's id, see /v1/vocabulary")] = [],  # noqa: B006
    body: Annotated[
        list[str], Query(max_length=_MAX_VALUES, description="Name of the issuing body, in either language")
    ] = [],  # noqa: B006
    date_from: Annotated[dt.date | None, Query(description="Issued on or after this day")] = None,
    date_to: Annotated[dt.date | None, Query(description="Issued on or before this day")] = None,
) -> Filters:
    """Read the filters. Values of one are alternatives, different ones are combined; they never widen."""
    if date_from and date_to and date_from > date_to:
        raise InvalidRequest(field="date_from", reason="is after date_to")
    vocabulary = opened.vocabulary
    return Filters(
        languages=tuple(value.lower() for value in language),
        kinds=tuple(str(value) for value in kind),
        countries=tuple(vocabulary.country_code(value) or value.upper() for value in country),
        regions=tuple(vocabulary.region_id(value) or value for value in region),
        topics=tuple(topic),
        bodies=tuple(name for value in body for name in vocabulary.body_names(value) or (value,)),
        date_from=date_from,
        date_to=date_to,
    )


LibraryDep = Annotated[Library, Depends(library)]
FiltersDep = Annotated[Filters, Depends(filters)]
Offset = Annotated[int, Query(ge=0, le=10_000, description="Skip so many")]
