"""Every error as RFC 9457 problem details, in the language of ``Accept-Language``."""

import http
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index_config.errors import InvalidRequest, KnowledgeBaseError, Language, language_or_english

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:eeca-kb:problem:"
_PRIVATE = {"reason"}  # part of the wording already

_HTTP_TITLES: Mapping[int, dict[Language, str]] = {
    404: {"en": "Not found", "ru": "Не найдено"},
    405: {"en": "Method not allowed", "ru": "Метод не поддерживается"},
}
_UNEXPECTED: dict[Language, str] = {
    "en": "Something went wrong on our side. Nothing was changed.",
    "ru": "Произошла ошибка на нашей стороне. Ничего не изменено.",
}


def install(app: FastAPI) -> None:
    """Answer all errors of the application as problem details."""
    app.add_exception_handler(KnowledgeBaseError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def preferred_language(request: Request) -> Language:
    """Return the language that ``Accept-Language`` wants most, of those we speak."""
    best: tuple[float, str] = (0.0, "en")
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, parameters = part.strip().partition(";")
        try:
            weight = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        if tag[:2].lower() in {"en", "ru"} and weight > best[0]:
            best = (weight, tag)
    return language_or_english(best[1])


def _problem(
    request: Request, slug: str, title: str, status: int, detail: str, members: Mapping[str, object]
) -> JSONResponse:
    content = {
        **members,
        "type": _TYPE + slug,
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    headers = {"Content-Language": preferred_language(request), "Vary": "Accept-Language"}
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KnowledgeBaseError)
    language = preferred_language(request)
    members = {name: str(value) for name, value in error.details.items() if name not in _PRIVATE}
    return _problem(request, error.slug, error.title[language], error.status, error.message(language), members)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part not in {"query", "path", "body"})
    ours = InvalidRequest(field=field or "–", reason=first["msg"])
    errors = [{"field": ".".join(map(str, item["loc"])), "reason": item["msg"]} for item in error.errors()]
    language = preferred_language(request)
    members = {"field": field, "errors": errors}
    return _problem(request, ours.slug, ours.title[language], ours.status, ours.message(language), members)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    phrase = http.HTTPStatus(error.status_code).phrase
    language = preferred_language(request)
    title = _HTTP_TITLES.get(error.status_code, {"en": phrase, "ru": phrase})[language]
    return _problem(request, phrase.lower().replace(" ", "-"), title, error.status_code, title, {})


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    language = preferred_language(request)
    title = KnowledgeBaseError.title[language]
    return _problem(request, KnowledgeBaseError.slug, title, 500, _UNEXPECTED[language], {})
