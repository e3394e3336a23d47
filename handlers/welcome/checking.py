"""What every command that takes a host's text does first."""

from collections.abc import Sequence

from bot.errors import Refusal
from bot.i18n import _
from bot.messages import shorten, utf16_units
from handlers.welcome.placeholders import LONGEST_TEXT, MOST_BLANKS, blanks, read_template, unknown_blanks
from handlers.welcome.texts import listed

_LONGEST_ECHO = 20
_MOST_ECHOED = 3


def refuse_unusable(text: str, allowed: Sequence[str], example: str) -> None:
    """Refuse a text that cannot be a template, with the bound or the list of placeholders named."""
    if not text.strip():
        raise Refusal(_("Please write the text right after it, for example: %(example)s", example=example))
    if utf16_units(text) > LONGEST_TEXT:
        raise Refusal(
            _(
                "That text is %(given)d characters long; up to %(most)d fit. Nothing was changed.",
                given=utf16_units(text),
                most=LONGEST_TEXT,
            )
        )
    template = read_template(text)
    if unknown := unknown_blanks(template, allowed):
        raise Refusal(
            _(
                "I do not know %(unknown)s. You can use %(known)s; to write a brace itself, type it twice.",
                unknown=listed(f"{{{shorten(word, _LONGEST_ECHO)}}}" for word in unknown[:_MOST_ECHOED]),
                known=" ".join(dict.fromkeys(map(_shown, allowed))),
            )
        )
    if len(blanks(template)) > MOST_BLANKS:
        raise Refusal(_("A text can hold up to %(most)d placeholders. Nothing was changed.", most=MOST_BLANKS))


def _shown(blank: str) -> str:
    """Write a placeholder in the language of the moment."""
    # Translators: each of these is a placeholder; only words that `placeholders.py` reads may stand between the braces.
    words = {"group": _("{group}"), "greeter": _("{greeter}"), "count": _("{count}"), "name": _("{name}")}
    return words.get(blank, _("{names}"))
