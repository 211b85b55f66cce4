"""Every error the knowledge base raises on purpose, with its HTTP status, exit code and wording in English and Russian.

::

    KnowledgeBaseError                 500  2
    ├── ConfigurationError             500  2   a setting, the vocabulary or the model is wrong
    │   ├── ModelUnavailable           503  2
    │   └── CatalogueError             500  2   names file, entry and field
    ├── SourceError                    422  2   one file could not be taken in; names file and reason
    │   ├── UnsupportedType, EmptySource, DamagedSource, EncryptedSource, NoTextLayer, GarbledText,
    │   │   SourceTooLarge, SourceTimeout, SourceUnreadable, SourceChanged, DuplicateSource
    ├── StoreError                     503  2
    │   ├── IndexMissing               503  2   nothing has been ingested yet
    │   ├── IndexMismatch              503  2   made by another model or version
    │   ├── IndexBusy                  409  2   another writer is at work
    │   └── StoreUnavailable           503  2   the Qdrant server does not answer, the folder cannot be written
    │       └── DiskFull               507  2   names the folder and the room needed
    ├── FetchError                     502  2   a text could not be downloaded; names the link
    │   ├── AddressRefused, InsecureLink, TooManyRedirects, LinkGone, LinkRefused, HostBusy, FetchTimeout,
    │   │   ConnectionFailed, DownloadTooLarge, WrongType, PageWithoutText, FolderRefused
    │   └── FetchBusy                  409  2   another download into this folder is at work
    └── RequestError                   400  2
        ├── InvalidRequest             422  2
        └── NotFound                   404  2

Status and exit code are read from the class when the error is answered, so a subclass only states what differs. An
ingestion that took in some files and refused others raises nothing: its report ends with exit code 1.
"""

from typing import ClassVar, Literal, get_args

Language = Literal["en", "ru"]


class KnowledgeBaseError(Exception):
    """Root of the tree. ``details`` fill the wording and travel as members of the problem document."""

    slug: ClassVar[str] = "internal-error"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 2
    title: ClassVar[dict[Language, str]] = {"en": "Internal error", "ru": "Внутренняя ошибка"}
    wording: ClassVar[dict[Language, str]] = {"en": "{reason}", "ru": "{reason}"}

    def __init__(self, **details: object) -> None:
        self.details: dict[str, object] = {"reason": "", **details}
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Say what happened in ``language``."""
        return self.wording[language].format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the details."""
        return _restore, (type(self), self.details)


def _restore(kind: type[KnowledgeBaseError], details: dict[str, object]) -> KnowledgeBaseError:
    return kind(**details)


class ConfigurationError(KnowledgeBaseError):
    """A setting or a file of ours is wrong."""

    slug = "configuration-error"
    title = {"en": "Configuration error", "ru": "Ошибка настройки"}


class ModelUnavailable(ConfigurationError):
    """The embedding model cannot be loaded."""

    slug = "model-unavailable"
    status = 503
    title = {"en": "Embedding model unavailable", "ru": "Модель эмбеддингов недоступна"}
    wording = {
        "en": "The embedding model {model} cannot be loaded: {reason}",
        "ru": "Не удаётся загрузить модель эмбеддингов {model}: {reason}",
    }


class CatalogueError(ConfigurationError):
    """A catalogue, sidecar, front matter or vocabulary entry is wrong. ``file``, ``entry``, ``field``, ``reason``."""

    slug = "catalogue-error"
    title = {"en": "Catalogue error", "ru": "Ошибка каталога"}
    wording = {
        "en": "{file}: entry {entry}, field {field}: {reason}",
        "ru": "{file}: запись {entry}, поле {field}: {reason}",
    }


class SourceError(KnowledgeBaseError):
    """One file could not be taken in. ``file`` and ``reason``."""

    slug = "source-error"
    status = 422
    title = {"en": "The file could not be taken in", "ru": "Файл не удалось принять"}
    wording = {"en": "{file}: {reason}", "ru": "{file}: {reason}"}


class UnsupportedType(SourceError):
    """We have no reader for the file's type."""

    slug = "unsupported-type"
    wording = {
        "en": "{file}: files of this type cannot be read ({reason})",
        "ru": "{file}: файлы этого типа не читаются ({reason})",
    }


class EmptySource(SourceError):
    """The file holds no text."""

    slug = "empty-source"
    wording = {"en": "{file}: the file holds no text", "ru": "{file}: в файле нет текста"}


class DamagedSource(SourceError):
    """The file is truncated or broken."""

    slug = "damaged-source"
    wording = {"en": "{file}: the file is damaged ({reason})", "ru": "{file}: файл повреждён ({reason})"}


class EncryptedSource(SourceError):
    """The file needs a password."""

    slug = "encrypted-source"
    wording = {
        "en": "{file}: the file is protected by a password; save a copy without it",
        "ru": "{file}: файл защищён паролем; сохраните копию без пароля",
    }


class NoTextLayer(SourceError):
    """The pages are images."""

    slug = "no-text-layer"
    wording = {
        "en": "{file}: the pages are images without text ({reason}); recognise the text first (OCR)",
        "ru": "{file}: страницы – изображения без текста ({reason}); сначала распознайте текст (OCR)",
    }


class GarbledText(SourceError):
    """The text layer does not say what the page shows."""

    slug = "garbled-text"
    wording = {
        "en": "{file}: the text comes out garbled ({reason}); recognise the text first (OCR)",
        "ru": "{file}: текст извлекается искажённым ({reason}); сначала распознайте текст (OCR)",
    }


class SourceTooLarge(SourceError):
    """The file is over the size or memory limit."""

    slug = "source-too-large"
    wording = {"en": "{file}: over the limit ({reason})", "ru": "{file}: превышен предел ({reason})"}


class SourceTimeout(SourceError):
    """Reading took longer than the limit."""

    slug = "source-timeout"
    wording = {
        "en": "{file}: reading was stopped after {seconds} s",
        "ru": "{file}: чтение остановлено через {seconds} с",
    }


class SourceUnreadable(SourceError):
    """The operating system does not let us read the file."""

    slug = "source-unreadable"
    wording = {"en": "{file}: cannot be opened ({reason})", "ru": "{file}: не открывается ({reason})"}


class SourceChanged(SourceError):
    """The file changed while it was being read."""

    slug = "source-changed"
    wording = {
        "en": "{file}: the file changed while it was being read; run the ingestion again",
        "ru": "{file}: файл изменился во время чтения; запустите загрузку ещё раз",
    }


class DuplicateSource(SourceError):
    """Another file already stands under the same document id."""

    slug = "duplicate-source"
    wording = {
        "en": "{file}: another file already has this place in the index ({reason})",
        "ru": "{file}: это место в индексе уже занято другим файлом ({reason})",
    }


class StoreError(KnowledgeBaseError):
    """The index cannot be used."""

    slug = "store-error"
    status = 503
    title = {"en": "The index cannot be used", "ru": "Индекс недоступен"}


class IndexMissing(StoreError):
    """Nothing has been ingested yet."""

    slug = "index-missing"
    wording = {
        "en": "There is no index yet; run: kb ingest documents",
        "ru": "Индекса ещё нет; выполните: kb ingest documents",
    }


class IndexMismatch(StoreError):
    """The index was made by another model or another version of the schema."""

    slug = "index-mismatch"
    wording = {
        "en": "The index was made with {found}, the settings ask for {expected}; ingest again with --rebuild",
        "ru": "Индекс создан с {found}, а настройки требуют {expected}; загрузите документы заново с --rebuild",
    }


class IndexBusy(StoreError):
    """Another ingestion holds the lock."""

    slug = "index-busy"
    status = 409
    wording = {
        "en": "Another ingestion is writing to this index; wait for it to end",
        "ru": "В этот индекс уже пишет другая загрузка; дождитесь её окончания",
    }


class StoreUnavailable(StoreError):
    """The store does not answer or cannot write."""

    slug = "store-unavailable"
    wording = {"en": "The store does not work: {reason}", "ru": "Хранилище не работает: {reason}"}


class FetchError(KnowledgeBaseError):
    """A text could not be downloaded. ``url`` and ``reason``."""

    slug = "fetch-error"
    status = 502
    title = {"en": "The text could not be downloaded", "ru": "Текст не удалось скачать"}
    wording = {"en": "{url}: {reason}", "ru": "{url}: {reason}"}


class AddressRefused(FetchError):
    """The host's address is inside a private network or this machine. ``url`` and ``address``."""

    slug = "address-refused"
    wording = {
        "en": "{url}: leads to {address}, which is no public address; not followed",
        "ru": "{url}: ведёт на {address} – это не общедоступный адрес; переход не выполнен",
    }


class InsecureLink(FetchError):
    """The link, or one that it redirects to, is not https."""

    slug = "insecure-link"
    wording = {
        "en": "{url}: not an https link; not followed",
        "ru": "{url}: ссылка не https; переход не выполнен",
    }


class TooManyRedirects(FetchError):
    """The link redirects in a circle or too often. ``limit``."""

    slug = "too-many-redirects"
    wording = {
        "en": "{url}: redirects in a circle or more than {limit} times",
        "ru": "{url}: перенаправляет по кругу или больше {limit} раз",
    }


class LinkGone(FetchError):
    """There is nothing at the link any more."""

    slug = "link-gone"
    wording = {"en": "{url}: nothing is there any more ({code})", "ru": "{url}: здесь больше ничего нет ({code})"}


class LinkRefused(FetchError):
    """The host answered with another status than success. ``code``."""

    slug = "link-refused"
    wording = {"en": "{url}: the host answered {code}", "ru": "{url}: сервер ответил {code}"}


class HostBusy(FetchError):
    """The host asks to come back later. ``host`` and ``seconds``."""

    slug = "host-busy"
    wording = {
        "en": "{host} asks to wait {seconds} s; try again then",
        "ru": "{host} просит подождать {seconds} с; повторите позже",
    }


class FetchTimeout(FetchError):
    """The host did not answer or send in time."""

    slug = "fetch-timeout"
    wording = {
        "en": "{url}: the host took too long; run the command again to go on",
        "ru": "{url}: сервер отвечает слишком долго; повторите команду, чтобы продолжить",
    }


class ConnectionFailed(FetchError):
    """No connection, a certificate that does not fit, or a connection that broke."""

    slug = "connection-failed"
    wording = {
        "en": "{url}: the connection failed ({reason})",
        "ru": "{url}: не удалось установить или удержать соединение ({reason})",
    }


class DownloadTooLarge(FetchError):
    """The text is over the size limit. ``limit`` in MiB."""

    slug = "download-too-large"
    wording = {
        "en": "{url}: over {limit} MiB; raise KB_FETCH_MAX_MB to have it",
        "ru": "{url}: больше {limit} МиБ; чтобы скачать, увеличьте KB_FETCH_MAX_MB",
    }


class WrongType(FetchError):
    """Neither PDF, DOCX, HTML nor plain text, or not what the host says it is. ``found``."""

    slug = "wrong-type"
    wording = {
        "en": "{url}: must be PDF, DOCX, HTML or plain text, and what the host says it is ({found})",
        "ru": "{url}: нужен PDF, DOCX, HTML или простой текст, и именно того типа, который указал сервер ({found})",
    }


class PageWithoutText(FetchError):
    """A web page that a script fills in the browser."""

    slug = "page-without-text"
    wording = {
        "en": "{url}: the page holds no text; open it in a browser and save the text",
        "ru": "{url}: на странице нет текста; откройте её в браузере и сохраните текст",
    }


class FolderRefused(FetchError):
    """The folder cannot be written to, or what lies there is not ours. ``folder`` and ``reason``."""

    slug = "folder-refused"
    wording = {
        "en": "{folder}: cannot be used for downloads ({reason})",
        "ru": "{folder}: нельзя использовать для загрузок ({reason})",
    }


class FetchBusy(FetchError):
    """Another download into the same folder is at work. ``folder``."""

    slug = "fetch-busy"
    status = 409
    wording = {
        "en": "{folder}: another kb fetch is writing here; wait for it to end",
        "ru": "{folder}: сюда уже скачивает другая команда kb fetch; дождитесь её окончания",
    }


class DiskFull(StoreUnavailable):
    """There is too little room to write. ``folder``; ``free`` and ``needed`` in MiB."""

    slug = "disk-full"
    status = 507
    title = {"en": "The disk is full", "ru": "Диск заполнен"}
    wording = {
        "en": "The disk is full: {free} MiB are free at {folder}, {needed} MiB are needed; the index stays as it was",
        "ru": "Диск заполнен: в {folder} свободно {free} МиБ, нужно {needed} МиБ; индекс остался прежним",
    }


class RequestError(KnowledgeBaseError):
    """The caller asked for something that cannot be."""

    slug = "bad-request"
    status = 400
    title = {"en": "The request cannot be answered", "ru": "На запрос нельзя ответить"}


class InvalidRequest(RequestError):
    """A parameter is wrong. ``field`` and ``reason``."""

    slug = "invalid-request"
    status = 422
    wording = {"en": "{field}: {reason}", "ru": "{field}: {reason}"}


class NotFound(RequestError):
    """There is no such document, page or practice. ``what``."""

    slug = "not-found"
    status = 404
    title = {"en": "Not found", "ru": "Не найдено"}
    wording = {"en": "There is no {what}", "ru": "Не найдено: {what}"}


def language_or_english(tag: str) -> Language:
    """Return the interface language for a language tag: ``ru-KZ`` → ``ru``, anything unknown → ``en``."""
    primary = tag.lower().split("-")[0]
    return next((known for known in get_args(Language) if known == primary), "en")
