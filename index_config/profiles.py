"""What the index knows of the words of its documents.

Each document has one point ``profile``: its words with their numbers, and the sketch of its text. The index has their
sum in a few points ``summary``: all words with their numbers, for corrections of spelling, and the groups of documents
that are one text. The sum is made anew from the profiles at the end of a run that changed any of them, so it is exact
whatever was added, changed or removed before, and a reader loads it without looking at a passage. Restricted documents
have no part in it: their words must not come out as corrections.

Words and sketches are packed: as plain payloads they would be as large as the passages.
"""

import base64
import hashlib
import re
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from index_config.domain import NAMESPACE, Access
from index_config.sketch import WIDTH, Sketch, groups_alike
from index_config.store.base import AnyOf, Payload, Point, Store, Where

PROFILE = "profile"
SUMMARY = "summary"

_WORDS_A_PART = 100_000
_NUMBER = re.compile(r"\d[\d/.-]*")


@dataclass(frozen=True, slots=True)
class Profile:
    """The folded words of a document with their numbers (``count_words``), and its sketch (``sketch_of``).

    ``reference`` is the document's own number, if it has one: two decisions of one wording are two decisions.
    """

    document_id: str
    version: str
    words: Mapping[str, int]
    sketch: Sketch
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All profiles of an index in one. ``state`` changes when a profile does; ``twins`` are groups of document ids."""

    state: str = ""
    words: Mapping[str, int] = field(default_factory=dict)
    twins: tuple[tuple[str, ...], ...] = ()


def profile_point(profile: Profile, access: Access) -> Point:
    """Lay a profile down."""
    sketch = b"".join(value.to_bytes(WIDTH, "big") for value in profile.sketch)
    payload: Payload = {
        "type": PROFILE,
        "document_id": profile.document_id,
        "version": profile.version,
        "access": str(access),
        "words": _packed(profile.words.items()),
        "sketch": base64.b64encode(sketch).decode("ascii"),
        "reference": profile.reference,
    }
    return Point(str(uuid.uuid5(NAMESPACE, f"{PROFILE}\n{profile.document_id}")), payload)


def profile_from(payload: Payload) -> Profile:
    """Read a profile."""
    packed = base64.b64decode(payload["sketch"])
    sketch = tuple(int.from_bytes(packed[at : at + WIDTH], "big") for at in range(0, len(packed), WIDTH))
    words = dict(_unpacked(payload["words"]))
    return Profile(payload["document_id"], payload["version"], words, sketch, payload["reference"])


def summarise(store: Store) -> Summary:
    """Sum the profiles of an index: about 10 s for 5,000 documents of 20 passages."""
    words: Counter[str] = Counter()
    sketches: dict[str, Sketch] = {}
    numbers: dict[str, set[str]] = {}
    for point in store.scroll(_PROFILES):
        profile = profile_from(point.payload)
        words.update(profile.words)
        sketches[profile.document_id] = profile.sketch
        numbers[profile.document_id] = set(_NUMBER.findall(profile.reference))

    def may_be_one(one: str, other: str) -> bool:
        return not numbers[one] or not numbers[other] or not numbers[one].isdisjoint(numbers[other])

    return Summary(state_of(store), words, groups_alike(sketches, may_be_one))


def state_of(store: Store) -> str:
    """Return the fingerprint of the profiles that are there: of their documents and versions."""
    points = store.scroll(_PROFILES, ("document_id", "version"))
    lines = sorted(f"{point.payload['document_id']} {point.payload['version']}" for point in points)
    return hashlib.blake2b("\n".join(lines).encode("utf-8"), digest_size=8).hexdigest()


def summary_state(store: Store) -> str:
    """Return the fingerprint of the profiles that the index's summary was made from, ``""`` where there is none."""
    return next((str(point.payload["state"]) for point in store.scroll(_SUMMARIES, ("state",))), "")


def write_summary(store: Store, summary: Summary) -> None:
    """Put the summary into the index in place of the one before, the new parts first."""
    store.upsert(list(_summary_points(summary)))
    store.delete(Where(_SUMMARIES.must, (AnyOf("state", (summary.state,)),)))


def read_summary(store: Store) -> Summary:
    """Read the summary; an index without one has an empty one."""
    state = ""
    words: dict[str, int] = {}
    twins: tuple[tuple[str, ...], ...] = ()
    for point in store.scroll(_SUMMARIES):
        words.update(_unpacked(point.payload["words"]))
        state = point.payload["state"]
        twins = twins or tuple(tuple(group) for group in point.payload["twins"])
    return Summary(state, words, twins)


_PROFILES = Where((AnyOf("type", (PROFILE,)), AnyOf("access", (str(Access.PUBLIC),))))
_SUMMARIES = Where((AnyOf("type", (SUMMARY,)),))


def _summary_points(summary: Summary) -> Iterator[Point]:
    entries = iter(sorted(summary.words.items()))
    for part in range(len(summary.words) // _WORDS_A_PART + 1):
        payload: Payload = {
            "type": SUMMARY,
            "state": summary.state,
            "words": _packed(islice(entries, _WORDS_A_PART)),
            "twins": [list(group) for group in summary.twins] if part == 0 else [],
        }
        yield Point(str(uuid.uuid5(NAMESPACE, f"{SUMMARY}\n{part}")), payload)


def _packed(words: Iterable[tuple[str, int]]) -> str:
    lines = "\n".join(f"{word} {count}" for word, count in sorted(words))
    return base64.b64encode(zlib.compress(lines.encode("utf-8"))).decode("ascii")


def _unpacked(packed: str) -> Iterator[tuple[str, int]]:
    for line in zlib.decompress(base64.b64decode(packed)).decode("utf-8").splitlines():
        word, count = line.rsplit(" ", 1)
        yield word, int(count)
