"""Japanese and English: the language of the moment, set once per event, and the words in it.

Code writes its texts in English and marks them with `_` or `ngettext`; `locales/` holds both catalogues. A text that is
said to somebody else than the speaker is made inside `speaking(their_language)`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations

LANGUAGES = ("ja", "en")
DOMAIN = "tsudoi"
LOCALES = Path(__file__).parent / "locales"

_language: ContextVar[str] = ContextVar("language", default="ja")


def is_language(text: str) -> bool:
    """Say whether there is a catalogue for this language code."""
    return text in LANGUAGES


def current_language() -> str:
    """Give the language of the moment."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside the block; an unknown one falls back to Japanese."""
    token = _language.set(language if is_language(language) else LANGUAGES[0])
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str, /, **values: object) -> str:
    """Say a message in the language of the moment, its `%(name)s` placeholders filled with the values."""
    text = _catalogue(_language.get()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Say a message that depends on a number, which fills `%(count)d`."""
    return _catalogue(_language.get()).ngettext(one, many, count) % {"count": count, **values}


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(LOCALES, [language], domain=DOMAIN)
