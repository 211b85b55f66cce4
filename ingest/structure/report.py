"""Reports: a tree of headings with or without numbering, numbered paragraphs or recommendations, lists."""

import re

from index_config.domain import Mark
from ingest.structure.draft import Draft, merged
from ingest.structure.headings import Known, known_headings, looks_like_headings
from ingest.structure.lines import Block
from ingest.structure.numbered import lists, numbered_paragraphs
from ingest.structure.numbering import find_runs, line_candidates

_SECTIONS = re.compile(
    r"(?:executive )?summary|abstract|introduction|background|methodology|methods|findings|results|discussion"
    r"|conclusions?"
    r"|recommendations|conclusions and recommendations|limitations|limits|references|bibliography|acknowledge?ments"
    r"|abbreviations"
    r"|foreword|preface|annex(?: [ivx\d]+)?|appendix(?: [ivx\d]+)?"
    r"|краткое содержание|резюме|аннотация|введение|контекст|методология|методы|результаты|выводы(?: исследования)?"
    r"|заключение"
    r"|рекомендации|выводы и рекомендации|ограничения|литература|список (?:литературы|источников|сокращений)"
    r"|предисловие"
    r"|благодарности|приложение(?: № ?\d+| \d+)?",
    re.IGNORECASE,
)
_KNOWN = (Known(_SECTIONS, 11),)
_FEWEST_PARAGRAPHS = 8
_FEWEST_GIVEN = 3


def find(text: str, given: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks of a report: headings, numbered paragraphs and recommendations, lists."""
    draft = Draft(text, given)
    headings = find_headings(draft, _KNOWN)
    numbered = numbered_paragraphs(draft, (*draft.headings, *headings))
    return merged((*given, *headings, *numbered, *lists(draft, (*given, *headings, *numbered))))


def find_headings(draft: Draft, known: tuple[Known, ...], *, plain: bool = True) -> tuple[Mark, ...]:
    """Return the headings that the format did not give; none where it gave some. ``plain`` as in the looks."""
    if len(draft.headings) >= _FEWEST_GIVEN or draft.run_on:
        return ()
    paragraphs = {
        candidate.start
        for run in find_runs(line_candidates(draft.lines, frozenset()), _FEWEST_PARAGRAPHS)
        for candidate in run
    }
    named = [
        mark
        for mark in known_headings(draft.blocks, known)
        if not draft.is_given_heading(mark.span.start, mark.span.end)
    ]
    starts = {mark.span.start for mark in named}

    def taken(block: Block) -> bool:
        return (
            block.start in starts
            or (block.start in paragraphs and len(block.text) > 60)
            or draft.is_given_heading(block.start, block.end)
        )

    return (*named, *looks_like_headings(draft.blocks, taken, plain=plain, centred=draft.centred))
