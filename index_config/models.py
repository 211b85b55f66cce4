"""Which embedding models we know, as frozen data."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from index_config.errors import ModelUnavailable
from index_config.settings import Settings

#: The model of our own making that ships with the project.
BUNDLED = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A sentence-transformers model and how it wants to be used.

    ``location`` is a folder or a hub name; ``max_tokens`` the longest text it reads; the prompts are put before queries
    and passages; ``floor`` is the cosine below which its dense hits are noise, ``nothing_below`` the mean cosine of the
    three nearest passages below which a question is taken to have no answer (measured per model, None: unknown).
    """

    name: str
    location: str
    max_tokens: int = 512
    query_prompt: str = ""
    passage_prompt: str = ""
    licence: str = ""
    floor: float | None = None
    nothing_below: float | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of a local model; None for one that a hub would give."""
        path = Path(self.location)
        return path if path.is_dir() else None

    @property
    def fingerprint(self) -> str:
        """Identify the vectors this spec gives: weights and tokenizer of a local model, else its name; prompts too."""
        digest = hashlib.sha256(f"{self.name}\n{self.query_prompt}\n{self.passage_prompt}\n".encode())
        if self.folder is not None:
            for path in sorted(self.folder.rglob("*")):
                if path.suffix in {".safetensors", ".json", ".bin"}:
                    digest.update(path.relative_to(self.folder).as_posix().encode())
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
        return f"{self.name}@{digest.hexdigest()[:16]}"


def _e5(size: str) -> ModelSpec:
    name = f"intfloat/multilingual-e5-{size}"
    return ModelSpec(name, name, query_prompt="query: ", passage_prompt="passage: ", licence="MIT", floor=0.75)


#: Models whose prompts we know. Any other sentence-transformers model works too, without prompts.
KNOWN_MODELS = (
    # On the `dev` questions of eval/ 0.29 is what 1 in 30 of those with an answer stay below; so do 6 in 10 questions
    # about anything else.
    ModelSpec("bundled", str(BUNDLED), max_tokens=256, licence="see its model card", floor=0.1, nothing_below=0.29),
    _e5("small"),
    _e5("base"),
    _e5("large"),
    ModelSpec("BAAI/bge-m3", "BAAI/bge-m3", max_tokens=8192, licence="MIT"),
)


def model_spec(settings: Settings) -> ModelSpec:
    """Return the spec of the model that the settings ask for, with their prompts.

    Raises:
        ModelUnavailable: a folder was named that does not exist, or a hub model while ``KB_OFFLINE`` forbids asking for
        it
            and it is not in the local cache (found out when it is loaded).
    """
    name = settings.embedding_model
    known = next((spec for spec in KNOWN_MODELS if spec.name == name), None)
    spec = known or ModelSpec(name=Path(name).name if Path(name).is_dir() else name, location=name)
    if name.startswith((".", "/", "~")) and spec.folder is None:
        raise ModelUnavailable(model=name, reason="the folder does not exist")
    changed = {
        key: value
        for key, value in (
            ("query_prompt", settings.query_prompt),
            ("passage_prompt", settings.passage_prompt),
            ("floor", settings.similarity_floor),
            ("nothing_below", settings.nothing_below),
        )
        if value is not None
    }
    return replace(spec, **changed)  # type: ignore[arg-type]
