"""The service: an application factory. Nothing is opened at import."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.middleware.base import RequestResponseEndpoint
from starlette.middleware.trustedhost import TrustedHostMiddleware

from index_config.settings import Settings
from search_api import problems
from search_api.library import Library
from search_api.routes import health, router

_DESCRIPTION = """Cited passages and good practices on human rights and drug policy in Eastern Europe and Central Asia.

Every quote is verbatim: `quote` equals the document's canonical text from `quote_start` to `quote_end`, and the
canonical text is the `text` of the document's pages joined without a separator. Queries are not logged. Nothing is sent
anywhere."""

#: The pages of this service load nothing from elsewhere, and nobody may frame them.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def create_app(open_library: Callable[[], Library], settings: Settings) -> FastAPI:
    """Build the application; ``open_library`` is called when it starts and the library closed when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        library = app.state.library = open_library()
        threading.Thread(target=library.warm, daemon=True).start()  # answers need not wait for the model to load
        yield
        app.state.library.close()

    # The stock documentation pages load scripts from a content network, so they are off: /openapi.json is all there is.
    app = FastAPI(
        title="EECA knowledge base: human rights and drug policy",
        version="1",
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )

    @app.middleware("http")
    async def protect(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    # A page elsewhere on the web could name this machine by a host of its own (DNS rebinding) and read the index
    # through the browser.
    hosts = [host.strip() for host in settings.allowed_hosts.split(",") if host.strip()]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    problems.install(app)
    app.include_router(router)
    app.include_router(health)
    Instrumentator(excluded_handlers=["/metrics"]).instrument(app).expose(app, include_in_schema=False)
    return app
