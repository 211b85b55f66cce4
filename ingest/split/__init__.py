"""Cut a document into passages that can be cited.

A passage stands in one section, one speaker's turn, one numbered paragraph or provision (very short ones are put
together), and ends with a sentence. Every character that is not white space is in a passage, in a heading that some
passage's section names, or in a span that ``leftovers`` returns with the reason.
"""

from ingest.split.leftovers import LeftOut, leftovers
from ingest.split.passages import DEFAULT_LIMIT, split
from ingest.split.tokens import TokenCounter, WordCounter

__all__ = ["DEFAULT_LIMIT", "LeftOut", "TokenCounter", "WordCounter", "leftovers", "split"]
