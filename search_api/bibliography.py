"""What both styles of reference need to know of a document: the parts its metadata are made of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index_config.domain import Kind, Metadata
from index_config.records import fold_name

_UN_SYMBOL = re.compile(
    r"(?:A|E|S|ST|T|CAT|CCPR|CED|CEDAW|CEB|CERD|CMW|CRC|CRPD|HRI|UNODC|UNEP)(?:/[\w.()-]+)+", re.ASCII
)
_APPLICATION = re.compile(r"\b\d{1,5}/\d{2}\b")
_NUMBERED = re.compile(r"(?:(?P<word>[^\W\d]+(?: [^\W\d]+)?)\s+)?(?:№|[Nn]os?\.)\s*")
_OTHERS = re.compile(r"\b(?:and|и)\s+(\d+)\s+(?:others?|друг\w+)")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_STRASBOURG = frozenset(
    {
        "european court of human rights",
        "ecthr",
        "европейский суд по правам человека",
        "еспч",
        "європейський суд з прав людини",
    }
)
_PROVISION = re.compile(r"(?P<number>[^()]+?)(?P<note>\(прим\.\))?(?P<items>(?:\([^()]+\))*)")


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision's label taken apart: ``228.1(2)(а)`` is number 228.1 with the items 2 and а."""

    number: str
    items: tuple[str, ...] = ()
    note: bool = False


@dataclass(frozen=True, slots=True)
class Periodical:
    """What the reference of an article says beside the name of the journal or newspaper it came out in."""

    authors: str
    issue: str


def is_un_document(meta: Metadata) -> bool:
    """Tell whether the reference is a symbol of the United Nations, such as ``E/C.12/RUS/CO/5``, and nothing else."""
    return bool(_UN_SYMBOL.fullmatch(meta.reference.strip()))


def is_strasbourg(meta: Metadata) -> bool:
    """Tell a decision of the European Court of Human Rights."""
    names = (meta.issuing_body, *meta.body_names)
    return meta.kind is Kind.COURT_DECISION and any(fold_name(name) in _STRASBOURG for name in names)


def applications(meta: Metadata) -> tuple[tuple[str, ...], int]:
    """Return the application numbers that a decision's reference names, and how many others it counts."""
    others = _OTHERS.search(meta.reference)
    return tuple(_APPLICATION.findall(meta.reference)), int(others.group(1)) if others else 0


def body_in(meta: Metadata, *, russian: bool) -> str:
    """Return the issuing body's name in the script of the reference, if the catalogue has one, else as it is."""
    names = [name for name in (meta.issuing_body, *meta.body_names) if name]
    return next((name for name in names if bool(_CYRILLIC.search(name)) is russian), meta.issuing_body)


def numbered(meta: Metadata, words: Mapping[str, str], sign: str) -> str:
    """Return a reference whose number is named in another language with ``words`` for it: Judgment no. 3, решение № 3.

    ``sign`` is the number sign of the language wanted; a word that is not in ``words`` stays as it is.
    """
    match = _NUMBERED.match(meta.reference)
    if match is None:
        return meta.reference
    word = match["word"] or ""
    named = words.get(word.casefold(), word)
    if named and word[:1].isupper():
        named = named[0].upper() + named[1:]
    return f"{named} {sign} {meta.reference[match.end() :]}".strip()


def own_words(meta: Metadata) -> str:
    """Return the reference unless it begins as the title does."""
    repeated = fold_name(meta.reference).startswith(fold_name(meta.title)) if meta.title else False
    return "" if repeated else meta.reference.strip()


def tells_year(meta: Metadata) -> bool:
    """Tell whether the reference holds the year of issue already."""
    return bool(meta.date) and meta.date[:4] in own_words(meta)


def periodical_of(meta: Metadata) -> Periodical | None:
    """Read the reference of an article: «authors, name of the periodical, issue»; None where it is no such thing."""
    before, found, after = meta.reference.partition(meta.issuing_body) if meta.issuing_body else ("", "", "")
    if not found or meta.kind is not Kind.REPORT or not before.rstrip().endswith(","):
        return None
    return Periodical(before.strip(" ,"), after.strip(" ,"))


def provision_of(label: str) -> Provision:
    """Take the label of a provision apart."""
    match = _PROVISION.fullmatch(label)
    if match is None:
        return Provision(label)
    return Provision(match["number"], tuple(re.findall(r"\(([^()]+)\)", match["items"])), bool(match["note"]))


def unit_of(section: Sequence[str], units: Sequence[tuple[str, str]]) -> str:
    """Return what numbered provisions are called here, by the first word of the innermost heading that says it.

    ``units`` are pairs of a beginning of a heading, lower-case, and the word to use.
    """
    for heading in reversed(section):
        words = heading.casefold().split()
        for beginning, word in units:
            if words and words[0].startswith(beginning):
                return word
    return ""


def date_parts(date: str) -> list[int]:
    """Return year, month and day of an ISO date as far as they are known."""
    return [int(part) for part in date.split("-")] if date else []


def numbers(values: tuple[str, ...]) -> str:
    """Write numbers: a run of neighbours as ``58–60``, others with commas."""
    plain = [int(value) for value in values if value.isdigit()]
    in_a_row = len(plain) > 1 and plain == list(range(plain[0], plain[0] + len(values)))
    return f"{values[0]}–{values[-1]}" if in_a_row else ", ".join(values)
