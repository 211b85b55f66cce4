"""Counting tokens as the encoder will, without loading it."""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from index_config.errors import ModelUnavailable
from index_config.models import ModelSpec


class TokenCounter:
    """The tokenizer of a model, reduced to where its tokens start."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    @classmethod
    def of(cls, spec: ModelSpec) -> "TokenCounter":
        """Load the tokenizer of a model from its folder, or from the local hub cache.

        Raises:
            ModelUnavailable: there is no ``tokenizer.json``.
        """
        if spec.folder is not None:
            path = next(iter(sorted(spec.folder.rglob("tokenizer.json"))), None)
        else:
            path = _cached(spec.location)
        if path is None:
            raise ModelUnavailable(model=spec.name, reason="no tokenizer.json")
        return cls(Tokenizer.from_file(str(path)))

    def starts(self, text: str) -> Sequence[int]:
        """Return the character offsets at which tokens start, ascending."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return [_past_space(text, start, end) for start, end in encoding.offsets]


def _past_space(text: str, start: int, end: int) -> int:
    """Return where a token's word begins: a unigram tokenizer counts the space before it to the token."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _cached(name: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache  # slow to import, and only for models of a hub

    found = try_to_load_from_cache(name, "tokenizer.json")
    return Path(found) if isinstance(found, str) else None
