"""The page that stops mail: reading it changes nothing, because previews read links too; only a POST does.

It works without a login, for whoever holds the link, and in both languages, because the reader is not known. Mail
programs that know RFC 8058 send the POST themselves.
"""

from collections.abc import Callable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.i18n import LANGUAGES, _, speaking
from bot.log import get_logger
from bot.mail.stopping import NotOurLink, read_stop_token
from bot.services import Services
from storage.unit_of_work import UnitOfWork

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}

log = get_logger(__name__)


class StopPage:
    """The one page of `GET` and `POST /mail/stop/<token>`."""

    def __init__(self, services: Services) -> None:
        """Take the parts it needs."""
        self._services = services

    async def answer(self, request: Request) -> Response:
        """Show the button, or stop the mail: 404 for a link that is not ours."""
        try:
            name = read_stop_token(self._services.vault, str(request.path_params["token"]))
        except NotOurLink:
            return _page(404, _in_each_language(_no_such_link))
        if request.method != "POST":
            return _page(200, _in_each_language(_question), button=" / ".join(_in_each_language(_stop_label).values()))
        has_stopped = await self._stop(name)
        return _page(200, _in_each_language(_stopped if has_stopped else _stopped_before))

    async def _stop(self, name: str) -> bool:
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            stopped = await UnitOfWork(session, self._services.vault, now).mail.forget_named(name)
        log.info("mail stopped by its link", was_on=stopped)
        return stopped


def _in_each_language(say: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = say()
    return said


def _question() -> str:
    return _("Shall Tsudoi stop sending mail to this address?")


def _stop_label() -> str:
    return _("Stop the mail")


def _stopped() -> str:
    return _("Tsudoi sends no more mail here, and has erased the address. Words for you wait on LINE as before.")


def _stopped_before() -> str:
    return _("This mail was stopped before. If any still comes, the link in the newest one stops it.")


def _no_such_link() -> str:
    return _("This link does not work. “/mail stop” in the private chat on LINE always does.")


def _page(status: int, paragraphs: Mapping[str, str], *, button: str = "") -> Response:
    said = "".join(f'<p lang="{language}">{escape(words)}</p>' for language, words in paragraphs.items())
    form = f'<form method="post"><button>{escape(button)}</button></form>' if button else ""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tsudoi</title>'
    return HTMLResponse(f"<!doctype html><html><head>{head}</head><body>{said}{form}</body></html>", status, _HEADERS)
