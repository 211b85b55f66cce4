"""The endpoints. Searching blocks, so they are plain functions, run in the server's thread pool."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from index_config.domain import Grouping, Mode
from index_config.domain import Query as Question
from index_config.errors import InvalidRequest
from search_api.parameters import FiltersDep, LibraryDep, Offset
from search_api.practices import PracticeQuery
from search_api.wire import DocumentOut, DocumentsOut, PageOut, PracticeOut, PracticesOut, Problem, SearchOut

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description, "content": {"application/problem+json": {}}}
    for status, description in (
        (422, "A parameter is wrong"),
        (503, "There is no index yet, it was made by another model, or the store does not answer"),
    )
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such thing", "content": {"application/problem+json": {}}}
}

router = APIRouter(prefix="/v1", responses=_PROBLEMS)
health = APIRouter(tags=["health"])

DocumentId = Annotated[str, Path(max_length=80, pattern=r"^[a-z0-9-]+$")]


@router.get("/search", tags=["search"])
def search(
    library: LibraryDep,
    filters: FiltersDep,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=1000,
            description="A question or words, in Russian or English",
            examples=["провокация при проверочной закупке", "opioid agonist therapy in prison"],
        ),
    ],
    mode: Annotated[Mode, Query(description="Which legs of the search run")] = Mode.HYBRID,
    group: Annotated[
        Grouping, Query(description="`document`, `work`: the best passage only of each, a work being all its languages")
    ] = Grouping.NONE,
    spelling: Annotated[bool, Query(description="Correct words that are not known; the answer tells")] = True,
    expand: Annotated[bool, Query(description="Search for the other names of the query's concepts, too")] = True,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    offset: Offset = 0,
) -> SearchOut:
    """Find passages that answer, each with an exact, checked citation. `nothing_found` says so honestly."""
    if not q.strip():
        raise InvalidRequest(field="q", reason="holds no words")
    question = Question(q, filters, mode, group, limit, offset, spelling, expand)
    return SearchOut.from_answer(library.search(question))


@router.get("/practices", tags=["practices"])
def practices(
    library: LibraryDep,
    filters: FiltersDep,
    q: Annotated[str, Query(max_length=1000, description="Words in either language; empty: list all")] = "",
    guideline: Annotated[
        list[str], Query(max_length=50, description="Number of a guideline, such as II.1: it and those under it")
    ] = [],  # noqa: B006
    status: Annotated[list[str], Query(max_length=5, description="`curated`, `suggested`")] = ["curated"],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Offset = 0,
) -> PracticesOut:
    """Look up good practices of the region, each with citations of its evidence."""
    query = PracticeQuery(q, filters, tuple(guideline), tuple(status), limit, offset)
    found, total = library.practices(query)
    return PracticesOut(practices=[PracticeOut.from_found(item) for item in found], total=total)


@router.get("/documents", tags=["documents"])
def documents(
    library: LibraryDep,
    filters: FiltersDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    offset: Offset = 0,
) -> DocumentsOut:
    """List the documents of the index by title."""
    records, total = library.documents(filters, limit, offset)
    return DocumentsOut(documents=[DocumentOut.from_record(record) for record in records], total=total)


@router.get("/documents/{document_id}", tags=["documents"], responses=_MISSING)
def document(library: LibraryDep, document_id: DocumentId) -> DocumentOut:
    """Describe one document."""
    return DocumentOut.from_record(library.document(document_id))


@router.get("/documents/{document_id}/pages/{number}", tags=["documents"], responses=_MISSING)
def page(library: LibraryDep, document_id: DocumentId, number: Annotated[int, Path(ge=1, le=1_000_000)]) -> PageOut:
    """Show a page: its canonical text, from which quotes are taken, the text as extracted, and the map between."""
    return PageOut.from_page(*library.page(document_id, number))


@router.get("/vocabulary", tags=["vocabulary"])
def vocabulary(library: LibraryDep) -> dict[str, Any]:
    """Show the terms, countries, regions, bodies and guidelines that queries and filters know."""
    return library.vocabulary.as_json()


@health.get("/healthz")
def healthz() -> dict[str, str]:
    """Tell that the process lives."""
    return {"status": "ok"}


@health.get("/readyz", responses={503: _PROBLEMS[503]})
def readyz(library: LibraryDep) -> JSONResponse:
    """Tell whether questions can be answered; the problem says why not."""
    library.ready()
    return JSONResponse({"status": "ready"})
