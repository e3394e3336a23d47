"""The words for both sides when a message that a report came from, or is about, has been taken back."""

from collections.abc import Callable

from bot.answers import Compose
from bot.i18n import _
from bot.messages import Text


def for_reporter(*, by_author: bool, is_photo: bool) -> Callable[[int], str]:
    """Tell the reporter what is erased, and what is not."""

    def words(receipt: int) -> str:
        if not by_author:
            return _(
                "You took a message back, so I have erased what it said from number %(number)d. The rest stays with "
                "whoever reads it.",
                number=receipt,
            )
        if is_photo:
            return _("About number %(number)d: the message you pointed to has been taken back.", number=receipt)
        return _(
            "About number %(number)d: the message you pointed to has been taken back by its author, so I have erased "
            "what you pasted of it, as always. Your own words stay.",
            number=receipt,
        )

    return words


def for_readers(number: int, *, by_author: bool, is_photo: bool) -> Compose:
    """Tell those who may read it."""

    def compose() -> list[Text]:
        if not by_author:
            return [Text(_("Part of number %(number)d was taken back by its author, and is erased.", number=number))]
        if is_photo:
            return [Text(_("About number %(number)d: the photo's message has been taken back.", number=number))]
        return [
            Text(
                _(
                    "The message that number %(number)d is about was taken back by its author, so what was pasted of "
                    "it is erased.",
                    number=number,
                )
            )
        ]

    return compose
