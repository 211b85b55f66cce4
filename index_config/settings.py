"""All settings, read once at an entry point and passed down.

Each can be given as an environment variable ``KB_<NAME>`` or in a file ``.env`` beside the program. The README's table
is checked against this class by a test.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index_config.errors import ConfigurationError


class Settings(BaseSettings):
    """Settings of the knowledge base. Sizes and times carry their unit in the name or the description."""

    model_config = SettingsConfigDict(env_prefix="KB_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Annotated[Path, Field(description="The only state: index, embedding cache, reports.")] = Path("data")

    qdrant_url: Annotated[
        str, Field(description="A Qdrant server or cluster; empty: the engine inside the process.")
    ] = ""
    qdrant_api_key: Annotated[SecretStr, Field(description="API key of that server.")] = SecretStr("")
    qdrant_collection: Annotated[str, Field(description="Name of the collection alias on that server.")] = "eeca"
    qdrant_shards: Annotated[int, Field(ge=1, description="Shards of a new collection.")] = 1
    qdrant_replicas: Annotated[int, Field(ge=1, description="Copies of each shard.")] = 1
    qdrant_timeout: Annotated[int, Field(ge=1, description="Seconds to wait for the server.")] = 30

    embedding_model: Annotated[
        str, Field(description="`bundled`, a folder, or the hub name of a sentence-transformers model.")
    ] = "bundled"
    query_prompt: Annotated[str | None, Field(description="Put before a query; unset: what the model wants.")] = None
    passage_prompt: Annotated[str | None, Field(description="Put before a passage; unset: what the model wants.")] = (
        None
    )
    offline: Annotated[bool, Field(description="Never ask a model hub, even for a model named above.")] = True
    threads: Annotated[int, Field(ge=0, description="Threads of the encoder; 0: as many as cores.")] = 0

    passage_tokens: Annotated[int, Field(ge=32, le=2000, description="Longest passage, in tokens of the encoder.")] = (
        180
    )
    context_headings: Annotated[
        bool, Field(description="Index each passage under its document's title and its headings.")
    ] = True
    file_seconds: Annotated[int, Field(ge=1, description="Longest time to read one file, seconds.")] = 300
    file_memory_mb: Annotated[int, Field(ge=256, description="Most memory to read one file, MiB.")] = 4096
    file_size_mb: Annotated[int, Field(ge=1, description="Largest file, MiB.")] = 200

    dense_weight: Annotated[float, Field(ge=0, description="Weight of the dense leg in the fusion.")] = 1.0
    sparse_weight: Annotated[float, Field(ge=0, description="Weight of the sparse leg in the fusion.")] = 1.0
    other_language_weight: Annotated[
        float,
        Field(ge=0, description="Weight of each leg once more, among passages in another language than the query's."),
    ] = 0.5
    similarity_floor: Annotated[
        float | None, Field(ge=-1, le=1, description="Least cosine of a dense hit; unset: what the model wants.")
    ] = None
    nothing_below: Annotated[
        float | None,
        Field(
            ge=-1,
            le=1,
            description="Below this mean cosine of the three nearest passages nothing is found; unset: the model's.",
        ),
    ] = None

    fetch_max_mb: Annotated[int, Field(ge=1, description="Largest text that `kb fetch` downloads, MiB.")] = 50
    fetch_proxy: Annotated[
        str, Field(description="HTTP proxy of `kb fetch`; `environment`: that of HTTPS_PROXY; empty: none.")
    ] = ""

    host: Annotated[str, Field(description="Address the service listens on.")] = "127.0.0.1"
    allowed_hosts: Annotated[
        str, Field(description="Host names under which the service answers, comma-separated; `*`: any.")
    ] = "localhost,127.0.0.1,[::1]"
    port: Annotated[int, Field(ge=1, le=65535, description="Port the service listens on.")] = 8000


def load_settings(**overrides: object) -> Settings:
    """Read the settings; ``overrides`` that are not None win over the environment.

    Raises:
        ConfigurationError: a value is wrong; the setting is named, a secret's value is not shown.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "KB_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigurationError(reason=f"{name}: {first['msg']}") from None
