"""The Messaging API of the simulated LINE, as one web app: both `api.line.me` and `api-data.line.me`.

One module per part of LINE's reference; each gives its routes. `gate.py` stands before all of them. Further parts
become a module here and a line in `build_api`.
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.simulator.api import account, groups, messages, richmenus
from bot.simulator.errors import RefusedByLineError
from bot.simulator.platform import Platform
from bot.simulator.webhooks import Webhooks
from bot.simulator.world import GroupChat

__all__ = ["build_api"]


def build_api(
    platform: Platform, webhooks: Webhooks, tell_bot_left: Callable[[GroupChat], Awaitable[object]]
) -> FastAPI:
    """Put the routes together; errors are answered in LINE's form."""
    # Not include_router, which makes each route a second time: a simulator is made for every scenario.
    routes = [
        *messages.routes(platform),
        *groups.routes(platform, tell_bot_left),
        *richmenus.routes(platform),
        *account.routes(platform, webhooks),
    ]
    api = FastAPI(openapi_url=None, redirect_slashes=False, routes=routes)
    api.add_exception_handler(RefusedByLineError, _answer_refusal)
    api.add_exception_handler(HTTPException, _answer_unknown)
    api.add_exception_handler(RequestValidationError, _answer_unknown)
    return api


async def _answer_refusal(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RefusedByLineError):
        raise error
    return JSONResponse(error.body(), error.status, error.headers)


async def _answer_unknown(_request: Request, error: Exception) -> JSONResponse:
    """Answer an unknown path or method; a path that does not fit its pattern is unknown, too."""
    if isinstance(error, HTTPException) and error.status_code != 404:
        return JSONResponse({"message": str(error.detail)}, error.status_code, error.headers)
    return JSONResponse({"message": "Not found"}, 404)
