"""References as they are written: OSCOLA's manner (4th edition) in English, ГОСТ Р 7.0.5–2008 in Russian.

Plain text, without italics. A pinpoint is a kind and a value (п. 58, с. 12; para 58, p 12), never a bare number. A
digest is named as one, so that nobody takes its paragraph numbers for those of the official text. What a document does
not say of itself is left out, never made up.
"""

from index_config.domain import DocumentRecord, Locator
from search_api import gost, oscola


def formatted(record: DocumentRecord, locator: Locator) -> dict[str, str]:
    """Return the reference to a place in a document, by language of the reference."""
    return {"en": oscola.reference(record, locator), "ru": gost.reference(record, locator)}
