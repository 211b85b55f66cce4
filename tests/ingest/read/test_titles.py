"""Stated titles that are titles, and those that are not."""

import pytest

from ingest.read.titles import sensible_title


@pytest.mark.parametrize("title", ["Abdyusheva v. Russia", "О практике судов", "A/HRC/47/40 Report", "Report 2019"])
def test_titles(title: str) -> None:
    assert sensible_title(f"  {title} \n") == title


@pytest.mark.parametrize(
    "junk",
    ["Microsoft Word - doc1.doc", "untitled", "Без имени-1", "report_final.docx", "C:\\Users\\me\\x", "Слайд 1"]
    + [
        "doc20140610",
        "12345",
        "",
        "ab",
        "Ïðèêàç ¹ 5",
        "PowerPoint Presentation",
        "Complex",
        "http://example.org/x",
        "x" * 400,
    ],
)
def test_junk(junk: str) -> None:
    assert sensible_title(junk) == ""
