"""From what a caller asks for to conditions of the store."""

from collections.abc import Iterable

from index_config.domain import Access, Filters
from index_config.records import day_number, fold_name
from index_config.store.base import AnyOf, Between, Condition, Where

_ALL = Filters()


def where(kind: str, filters: Filters = _ALL, *conditions: Condition, restricted: bool = False) -> Where:
    """Return the conditions for points of one type that satisfy all filters.

    A document without a date, or whose date is only known to lie partly in the range, does not match a date filter.
    """
    must: list[Condition] = [AnyOf("type", (kind,)), *conditions]
    if not restricted:
        must.append(AnyOf("access", (str(Access.PUBLIC),)))
    for field, values in (
        ("language", filters.languages),
        ("kind", filters.kinds),
        ("countries", filters.countries),
        ("regions", filters.regions),
        ("topics", filters.topics),
        ("bodies", _folded(filters.bodies)),
    ):
        if values:
            must.append(AnyOf(field, tuple(values)))
    if filters.date_from is not None:
        must.append(Between("date_min", low=day_number(filters.date_from)))
    if filters.date_to is not None:
        must.append(Between("date_max", high=day_number(filters.date_to)))
    return Where(tuple(must))


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold_name(name) for name in names)
