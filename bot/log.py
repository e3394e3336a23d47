"""Structured logs, bound to the event and the chat by short tags; never names, texts, whole ids or secrets."""

import hashlib
import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, FilteringBoundLogger

_TAG_LENGTH = 8


def get_logger(name: str) -> FilteringBoundLogger:
    """Give a module's logger: an event phrase, then keyword values without content."""
    logger: FilteringBoundLogger = structlog.get_logger(module=name)
    return logger


def tag(identifier: str | None) -> str:
    """Shorten an id to a tag by which log lines belong together, but nobody can be found."""
    if identifier is None:
        return "-"
    return hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:_TAG_LENGTH]


def configure(level: str, form: str) -> None:
    """Send logs of `level` and above to standard error, as JSON lines or as text to be read by a person."""
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "text":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _errors_without_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")


def where_it_failed(error: BaseException) -> str:
    """Say an error's kind and the place it came from, without its message, which may quote a member."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
    return f"{type(error).__name__}{place}"


def _errors_without_values(_logger: Any, _method: str, entry: EventDict) -> EventDict:
    error = entry.get("error")
    if isinstance(error, BaseException):
        entry["error"] = where_it_failed(error)
    return entry
