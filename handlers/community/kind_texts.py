"""What the bot says about kinds of groups, in the language of the moment."""

from bot.context import Context
from bot.i18n import LANGUAGES, _, speaking
from bot.messages import Card, SayButton
from storage.models.communities import Preset


def name_of(kind: Preset) -> str:
    """Name a kind of group."""
    match kind:
        case Preset.SUPPORT:
            return _("Support group")
        case Preset.HOBBY:
            return _("Hobby group")
        case Preset.NEIGHBOURHOOD:
            return _("Neighbours, parents")


def names_of(kind: Preset) -> list[str]:
    """Name a kind of group in every language."""
    names = []
    for language in LANGUAGES:
        with speaking(language):
            names.append(name_of(kind))
    return names


def manners_of(kind: Preset) -> str:
    """Say in one sentence what a kind means for what the bot does."""
    if kind is Preset.SUPPORT:
        return _("Newcomers are greeted without their names, so that no lock screen gives anybody away.")
    return _("Newcomers are greeted by name.")


def choice(ctx: Context) -> Card:
    """Offer the three kinds."""
    return Card(
        title=_("What kind of group is this?"),
        lines=(
            _(
                "Now: %(kind)s. %(manners)s",
                kind=name_of(ctx.community.preset),
                manners=manners_of(ctx.community.preset),
            ),
            _("My manners follow the kind. You can choose again whenever you like."),
        ),
        buttons=[ctx.tap(name_of(kind), "community.kind", about=kind.value, for_user=ctx.user_id) for kind in Preset],
        alt=_("A question for you"),
    )


def chosen(kind: Preset) -> Card:
    """Confirm the choice and offer the next step."""
    return Card(
        title=_("Chosen: %(kind)s", kind=name_of(kind)),
        lines=(manners_of(kind),),
        buttons=(SayButton(_("Set the rules"), _("/setrules")), SayButton(_("See the greeting"), _("/welcome"))),
        alt=_("The next step"),
    )


def unknown_kind() -> str:
    """Refuse a kind that no longer exists."""
    return _("That kind of group no longer exists. Please choose again with “/kind”.")
