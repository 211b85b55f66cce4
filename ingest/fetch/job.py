"""Downloading the chosen works into a folder, one text after the other.

A text that is here and unchanged at its host stays; one that the user has changed here is never overwritten; a failed
download leaves the earlier version in place.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index_config.errors import FetchError, FolderRefused
from ingest.fetch import shelf
from ingest.fetch.client import Client
from ingest.fetch.download import Download, Partial, Version, download
from ingest.fetch.ledger import Ledger, Record
from ingest.fetch.listing import Offer, SourceLink
from ingest.fetch.report import Attempt, FetchFate, FetchOutcome, FetchReport
from ingest.sources import hash_file

#: Called after each text with its outcome.
FetchListener = Callable[[FetchOutcome], None]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class FetchJob:
    """One run. ``now`` gives the time as ISO 8601."""

    def __init__(self, folder: Path, client: Client, max_mb: int, now: Callable[[], str] = _now) -> None:
        self._folder = folder
        self._client = client
        self._max_mb = max_mb
        self._now = now

    def run(self, offers: Sequence[Offer], listener: FetchListener = lambda _: None) -> FetchReport:
        """Download the texts of these offers.

        Raises:
            FolderRefused: the folder cannot be used. A text that fails raises nothing: its outcome says why.
            FetchBusy: another run is writing into the folder.
        """
        outcomes = []
        with shelf.opened(self._folder):
            ledger = Ledger(self._folder)
            for offer in offers:
                for outcome in self._work(offer, ledger):
                    outcomes.append(outcome)
                    listener(outcome)
        return FetchReport(str(self._folder), tuple(outcomes))

    def _work(self, offer: Offer, ledger: Ledger) -> Iterator[FetchOutcome]:
        if not offer.direct:
            yield FetchOutcome(offer.entry.work_id, FetchFate.NOT_DIRECT, url=offer.entry.links[0].url)
        for links in offer.entry.groups:
            yield self._text(offer, links, ledger)

    def _text(self, offer: Offer, links: Sequence[SourceLink], ledger: Ledger) -> FetchOutcome:
        """Try the links of one text in order."""
        record = ledger.get((offer.entry.work_id, *links[0].group))
        here = record is not None and (self._folder / record.file).is_file()
        if record is not None and here and hash_file(self._folder / record.file) != record.sha256:
            return _outcome(record, FetchFate.KEPT)
        known = record if here else None
        attempts: list[Attempt] = []
        for link in links:
            try:
                return self._link(offer, link, known, record, ledger, tuple(attempts))
            except FolderRefused:
                raise
            except FetchError as error:
                attempts.append(Attempt.failed(link.url, error))
        part, language = links[0].group
        return FetchOutcome(offer.entry.work_id, FetchFate.FAILED, part, language, attempts=tuple(attempts))

    def _link(
        self,
        offer: Offer,
        link: SourceLink,
        known: Record | None,
        earlier: Record | None,
        ledger: Ledger,
        attempts: Sequence[Attempt],
    ) -> FetchOutcome:
        partial = Partial(self._folder / shelf.PARTIAL, shelf.stem(link, offer.entry.work_id))
        version = Version(known.final_url, known.etag, known.last_modified) if known else None
        got = download(self._client, link.url, partial, version, self._max_mb)
        if got is None and known is not None:
            record = known.checked(self._now())
            fate = FetchFate.UNCHANGED
        else:
            assert got is not None, "only a known version can be unchanged"
            record = self._keep(offer, link, got, earlier)
            same = known is not None and known.sha256 == got.sha256
            fate = FetchFate.UNCHANGED if same else FetchFate.UPDATED if known else FetchFate.FETCHED
        ledger.put(record)
        partial.discard()
        return _outcome(record, fate, attempts)

    def _keep(self, offer: Offer, link: SourceLink, got: Download, earlier: Record | None) -> Record:
        """Move a finished download to its place, with its sidecar; an earlier file of another type goes."""
        name = shelf.stem(link, offer.entry.work_id) + got.media
        written = self._sidecar(offer, link, got, name, earlier)
        try:
            os.replace(got.path, self._folder / name)
            if earlier is not None and earlier.file != name:
                (self._folder / earlier.file).unlink(missing_ok=True)
                (self._folder / f"{earlier.file}.yaml").unlink(missing_ok=True)
        except OSError as error:
            raise FolderRefused(folder=str(self._folder), reason=error.strerror or str(error)) from error
        now = self._now()
        unchanged = earlier is not None and earlier.sha256 == got.sha256 and earlier.file == name
        return Record(
            work_id=offer.entry.work_id,
            part=link.part,
            language=link.language,
            file=name,
            url=link.url,
            final_url=got.version.url,
            sha256=got.sha256,
            bytes=got.size,
            content_type=got.content_type,
            etag=got.version.etag,
            last_modified=got.version.last_modified,
            fetched_at=earlier.fetched_at if earlier is not None and unchanged else now,
            checked_at=now,
            sidecar_sha256=written,
        )

    def _sidecar(self, offer: Offer, link: SourceLink, got: Download, name: str, earlier: Record | None) -> str:
        """Write the sidecar unless the user has changed or made one; return the checksum of ours."""
        path = self._folder / f"{name}.yaml"
        text = shelf.sidecar_text(offer, link, got.version.url)
        ours = earlier.sidecar_sha256 if earlier is not None and earlier.file == name else ""
        if not path.exists() or hash_file(path) == ours:
            shelf.write_whole(path, text)
        return shelf.sha256(text)


def _outcome(record: Record, fate: FetchFate, attempts: Sequence[Attempt] = ()) -> FetchOutcome:
    return FetchOutcome(
        record.work_id,
        fate,
        record.part,
        record.language,
        record.file,
        record.url,
        record.bytes,
        record.sha256,
        attempts,
    )
