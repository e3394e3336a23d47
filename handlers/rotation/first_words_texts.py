"""The word to the hosts about a newcomer's first words."""

from bot.i18n import _
from bot.messages import Text


def nobody_has_answered(number: int) -> Text:
    """Tell the hosts, by number, without what was said."""
    return Text(
        _(
            "Nobody seems to have turned to the first words of somebody new yet (#%(number)d). A short word back can "
            "make all the difference. Answers without a quote or a mention I cannot see, so perhaps all is well.",
            number=number,
        )
    )
