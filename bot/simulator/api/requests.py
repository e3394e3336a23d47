"""Reading requests the way LINE does."""

import json
from typing import Any

from fastapi import Request

from bot.simulator.errors import RefusedByLineError


async def read_json(request: Request) -> dict[str, Any]:
    """Return the JSON object in a body; 415 for another content type, 400 for anything but an object."""
    require_content_type(request, "application/json")
    raw = await request.body()
    try:
        body = json.loads(raw)
        if b"\\ud" in raw.lower():
            # Half a surrogate pair, which only an escape can smuggle in, is no character and could not be shown.
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RefusedByLineError(400, "The request body could not be parsed as JSON") from error
    if not isinstance(body, dict):
        raise RefusedByLineError(400, "The request body could not be parsed as JSON")
    return body


def require_content_type(request: Request, expected: str) -> None:
    """Refuse a body of another content type with 415."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != expected:
        raise RefusedByLineError(415, f"The media type of the request body is not supported: {given or 'none'}")


def request_id_of(request: Request) -> str:
    """Return the id this request is answered under."""
    return str(request.scope["line_request_id"])
