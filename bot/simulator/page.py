"""The page on which one plays every person in the group, and the app that holds it, `/sim` and the API together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.simulator.control import add_error_answers, control_routes
from bot.simulator.simulator import Simulator

_STATIC = Path(__file__).parent / "static"
_API_PATHS = ("/v2/", "/oauth2/")
# A second wall behind the page's own care: nothing but its own files runs, and pictures alone may come from elsewhere.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def build_app(simulator: Simulator) -> ASGIApp:
    """Return the whole web app. Its lifespan saves the world at the end."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await simulator.close()

    pages = FastAPI(openapi_url=None, lifespan=lifespan)
    pages.include_router(control_routes(simulator))
    pages.mount("/static", StaticFiles(directory=_STATIC))
    add_error_answers(pages)

    @pages.get("/")
    async def page() -> FileResponse:
        headers = {
            "cache-control": "no-cache",
            "content-security-policy": _CONTENT_POLICY,
            "referrer-policy": "no-referrer",
        }
        return FileResponse(_STATIC / "index.html", headers=headers)

    @pages.exception_handler(HTTPException)
    async def unknown(_request: Request, error: HTTPException) -> JSONResponse:
        message = "Not found" if error.status_code == 404 else str(error.detail)
        return JSONResponse({"message": message}, error.status_code)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_api_call = scope["type"] == "http" and scope["path"].startswith(_API_PATHS)
        await (simulator.gate if is_api_call else pages)(scope, receive, send)

    return app
