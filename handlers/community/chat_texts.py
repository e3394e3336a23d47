"""What the bot says about the choice of a group, languages and how things stand, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import Card, SayButton, Text, shorten
from bot.names import safe_name
from bot.pricing import Means
from bot.push_words import used_this_month
from storage.models import Community
from storage.models.communities import ClaimState

_LABEL_UNITS = 40
_BUTTONS_A_CARD = 3
_MOST_CARDS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A group somebody may choose: the number of its community, and what to call it."""

    number: int
    label: str


def no_group_yet() -> str:
    """Say that the person is known from no group."""
    return _("I do not know you from any group yet. Please say a word in the group first.")


def group_label(name: str | None, place: int) -> str:
    """Give a group its name where LINE told it, else its place in the list."""
    shown = safe_name(name)
    return shorten(shown, _LABEL_UNITS) if shown else _("Group %(place)d", place=place)


def which_group(ctx: Context, choices: Sequence[Choice]) -> tuple[Card, ...]:
    """Offer the groups as buttons, three to a card and five cards at most."""
    buttons = [
        ctx.tap(choice.label, "community.use", about=choice.number, for_user=ctx.user_id, anywhere=True)
        for choice in choices[: _BUTTONS_A_CARD * _MOST_CARDS]
    ]
    return tuple(
        Card(
            title=_("Which group is our private chat about?"),
            buttons=buttons[first : first + _BUTTONS_A_CARD],
            alt=_("A question from Tsudoi"),
        )
        for first in range(0, len(buttons), _BUTTONS_A_CARD)
    )


def about_this_group(choice: Choice) -> Text:
    """Say which group the private chat is about from now on."""
    return Text(_("From now on our private chat is about “%(group)s”.", group=choice.label))


def not_in_that_group() -> str:
    """Say that a group cannot be chosen any more."""
    return _("That group cannot be chosen any more. /use shows the groups there are.")


def which_language() -> Card:
    """Offer both languages, each in its own."""
    return Card(
        title=_("Which language shall I speak?"),
        buttons=(SayButton("日本語", "/ことば 日本語"), SayButton("English", "/lang en")),
        alt=_("A question from Tsudoi"),
    )


def only_two_languages() -> str:
    """Say which languages there are."""
    return _("I speak Japanese and English: /lang ja or /lang en.")


def hosts_choose_the_language() -> str:
    """Say who chooses the language of a group."""
    return _("In the group the hosts choose the language; in our private chat you can choose your own.")


def language_of_person() -> Text:
    """Speak the new language to a person."""
    return Text(_("From now on I speak English with you."))


def language_of_group() -> Text:
    """Speak the new language to a group."""
    return Text(_("From now on I speak English in this group."))


def status(community: Community, *, known: int | None, there: int | None, waiting: int, means: Means) -> Card:
    """Show how things stand; `known` is empty while member numbers are locked, `there` when LINE did not tell."""
    return Card(
        title=_("How things stand"),
        lines=(
            _claim_line(community.claim_state),
            _members_line(known, there),
            _("Rules: version %(version)d", version=community.rules_version)
            if community.rules_version
            else _("Rules: none yet"),
            ngettext("%(count)d message on its way", "%(count)d messages on their way", waiting),
            *used_this_month(means.used, means.budget),
        ),
    )


def _claim_line(state: ClaimState) -> str:
    match state:
        case ClaimState.CONFIRMED:
            return _("Owner: confirmed")
        case ClaimState.ANNOUNCED:
            return _("Owner: announced; members may object for 24 hours")
        case ClaimState.DISPUTED:
            return _("Owner: somebody objected, the operator decides")
        case ClaimState.UNCLAIMED:
            return _("Owner: nobody yet")


def _members_line(known: int | None, there: int | None) -> str:
    if known is None:
        return _("Members: shown once the owner is confirmed")
    if there is None:
        return _("Members: %(known)d known", known=known)
    return _(
        "Members: %(known)d known, %(unidentified)d not yet identified",
        known=known,
        unidentified=max(there - known, 0),
    )
