"""What the sending of mail says to people in private, in the language of the moment."""

from bot.i18n import _
from bot.mail.addresses import masked
from bot.messages import Text


def no_number_comes(address: str, *, is_refused: bool) -> Text:
    """Tell somebody that the mail with their number did not get through."""
    if is_refused:
        return Text(
            _(
                "My mail to %(address)s was not accepted there. Is it written as it should be? "
                "“/mail” and the address tries again.",
                address=masked(address),
            )
        )
    return Text(
        _(
            "I am sorry: I could not send the mail to %(address)s, because mail is out of order here just now. "
            "Please try again later with “/mail” and the address.",
            address=masked(address),
        )
    )
