"""Builds the files of the collection that are not Markdown: ``python -m documents.build``.

Code does not live in this folder otherwise; this is the one exception, so that whoever has the texts can rebuild the
files from them. The texts are in ``manuscripts/``, what becomes of each stands in ``manuscripts/rendering.yaml``, the
formats are in ``building/``. What is built bears no date and holds nothing random: a second run gives the same files.

It needs the development dependencies: ``typst`` (with the font Libertinus Serif inside), ``python-docx``, ``pillow``.
"""

import sys
from pathlib import Path

from documents.building.manuscript import Manuscript, read_manuscript
from documents.building.pdf import to_pdf
from documents.building.plain import to_plain
from documents.building.plan import DOCUMENTS, MANUSCRIPTS, Plan, Rendering, load_plan
from documents.building.scan import scanned
from documents.building.web import to_html
from documents.building.word import to_docx


def render(rendering: Rendering, plan: Plan, documents: Path = DOCUMENTS) -> bytes:
    """Return the bytes of one file. Raises ``ManuscriptError`` where its manuscript cannot be set."""
    return _set(read_manuscript(documents / MANUSCRIPTS / rendering.manuscript), rendering, plan)


def _set(manuscript: Manuscript, rendering: Rendering, plan: Plan) -> bytes:
    match rendering.format:
        case "pdf":
            pdf = to_pdf(manuscript, plan.layouts[rendering.layout], rendering.head)
            return scanned(pdf, rendering.file) if rendering.scan else pdf
        case "docx":
            return to_docx(manuscript, rendering)
        case "html":
            return to_html(manuscript, rendering.page, rendering.encoding)
        case _:
            return to_plain(manuscript, rendering.encoding)


def build(documents: Path = DOCUMENTS) -> list[str]:
    """Build all files; return the names of those that were new or differed."""
    plan = load_plan(documents)
    changed = []
    for rendering in plan.renderings:
        path = documents / rendering.file
        data = render(rendering, plan, documents)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
            changed.append(rendering.file)
    return changed


if __name__ == "__main__":
    for name in build():
        sys.stdout.write(f"{name}\n")
