"""Files read the stock way: LlamaIndex's ``SimpleDirectoryReader`` with its defaults.

Markdown, HTML and plain text go in as they are, signs, tags, front matter and all, and what is not UTF-8 is dropped: it
has no readers for them. Those for PDF and DOCX are in llama-index-readers-file, whose newest version (0.7.0) forbids
the pypdf 7 that the ingestion needs; the two stand here with the same calls.
"""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import docx2txt
import pypdf
from llama_index.core import SimpleDirectoryReader
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

#: The entry of a document's metadata that names its file. It is part of what is embedded: the library's default.
FILE = "file_path"


class PdfReader(BaseReader):
    """A document for each page, as ``PDFReader``."""

    def load_data(self, file: Path, extra_info: Mapping[str, Any]) -> list[Document]:
        """Return the pages with their labels."""
        pdf = pypdf.PdfReader(file)
        labels = pdf.page_labels
        return [
            Document(text=page.extract_text(), metadata={"page_label": label, **extra_info})
            for page, label in zip(pdf.pages, labels, strict=True)
        ]


class DocxReader(BaseReader):
    """One document for a file, as its namesake."""

    def load_data(self, file: Path, extra_info: Mapping[str, Any]) -> list[Document]:
        """Return the text."""
        return [Document(text=docx2txt.process(file), metadata=dict(extra_info))]


def read_files(files: Mapping[str, Path]) -> list[Document]:
    """Read files, given by the names that their documents shall have under :data:`FILE`.

    The stock reader puts the full path there, which is embedded: the ranking would depend on where the collection lies.
    A file that cannot be read is left out with a line on standard error.
    """
    names = {str(path): name for name, path in files.items()}
    reader = SimpleDirectoryReader(
        input_files=list(names), file_extractor={".pdf": PdfReader(), ".docx": DocxReader()}, recursive=True
    )
    with _quietly():
        documents = reader.load_data()
    for document in documents:
        document.metadata[FILE] = names[document.metadata[FILE]]
    return documents


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the reader from printing on standard output, and from warning at every file of the readers it lacks."""
    logger = logging.getLogger("llama_index.core.readers.file.base")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        logger.setLevel(before)
