"""What hosts read about the invitation link, in the language of the moment."""

from bot.i18n import _, ngettext
from bot.messages import Card, Text


def link_is_kept(*, is_changed: bool) -> Text:
    """Confirm a link."""
    if not is_changed:
        return Text(_("That is the link I have already. It is safe with me."))
    return Text(
        _(
            "Thank you. The link is locked up, and I hand it to nobody but people who were let in, "
            "each for 72 hours. You may take your message back now."
        )
    )


def no_link_yet() -> Text:
    """Tell how I get a link."""
    return Text(
        _(
            "I have no invitation link yet. Please make one on LINE (group menu, Invite, copy the link) and send it "
            "here: “/invite https://line.me/R/ti/g/…”. I hand it to nobody but people who were let in."
        )
    )


def link_page(*, days: int, is_old: bool, is_suspected: bool) -> Card:
    """Show how old the link is, and whether it had better be renewed."""
    lines = [
        ngettext("I have had the link for %(count)d day.", "I have had the link for %(count)d days.", days)
        if days
        else _("I have had the link for less than a day.")
    ]
    if is_suspected:
        lines.append(_("Since then somebody came in without having got it from me. Perhaps it has gone around."))
    elif is_old:
        lines.append(_("It is a while old. A new one keeps the door in your hands."))
    return Card(
        title=_("Invitation link"),
        lines=lines,
        alt=_("The door"),
        footnote=_("To renew: make a new link in the group's settings on LINE, then send it with “/invite”."),
    )


def not_an_invitation() -> str:
    """Tell what a link looks like."""
    return _(
        "That is no invitation link of a LINE group. It begins with https://line.me/R/ti/g/; a link into an OpenChat "
        "does not work here. Nothing was changed."
    )
