"""The words with which hosts make rotas and say who is in them, in the language of the moment."""

from collections.abc import Sequence

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import MAX_QUICK_LABEL, Button, Card, Message, SayButton, Text, long_text, shorten
from handlers.duty.calendar_texts import days_of, when
from handlers.duty.calling import called
from handlers.duty.crew import Crew
from handlers.duty.reading import NotReadable, RotaTyped, Trouble
from handlers.duty.turns import Foreseen
from storage.models import Rota
from storage.models.members import AnyMember


def said(word: str, rota: Rota, rest: str = "") -> str:
    """Write a command about a rota as it is typed."""
    return f"{word} {rota.name} {rest}".strip()


def example_of_new() -> str:
    """Show how a rota is typed."""
    # Translators: a command with an example: the rota's name, when turns begin, how long they last.
    return _("/duty new hosting every saturday 21:00 2h")


def alt() -> str:
    """Name the matter on a lock screen, giving nothing away."""
    return _("About a duty")


def no_rota_yet() -> str:
    """Say that there is none."""
    return _("There is no duty rota here yet. A host can make one: %(example)s", example=example_of_new())


def no_rota_for_members() -> str:
    """Say to a member that there is none."""
    return _("There is no duty rota here at the moment.")


def which_rota(names: Sequence[str]) -> str:
    """Ask which rota is meant."""
    return _("Which duty do you mean? There are: %(names)s", names=_joined(names))


def unknown_rota(typed: str, names: Sequence[str]) -> str:
    """Say that no rota has that name, and which there are."""
    return _("I know no duty “%(typed)s”. There are: %(names)s", typed=shorten(typed, 30), names=_joined(names))


def rota_buttons(word: str, rotas: Sequence[Rota], rest: str) -> list[Button]:
    """Offer the same command again with each rota's name."""
    return [
        SayButton(shorten(rota.name, MAX_QUICK_LABEL), shorten(said(f"/{word}", rota, rest), 300)) for rota in rotas
    ]


def not_readable(error: NotReadable) -> str:
    """Say what is missing in a new rota, with an example."""
    match error.trouble:
        case Trouble.NO_DAYS:
            line = _("Please say on which days turns begin, such as “every saturday” or “every month on the 31st”.")
        case Trouble.NO_TIME:
            line = _("Please add the time at which turns begin.")
        case Trouble.NO_SUCH_TIME:
            line = _("That time does not exist.")
        case Trouble.TIME_OF_NEXT_DAY:
            line = _("Please write a time after midnight with the day that it belongs to, from 0:00 on.")
        case Trouble.NOT_UNDERSTOOD:
            line = _("I did not understand “%(given)s”.", given=shorten(error.given, 30))
        case Trouble.TURN_OUT_OF_BOUNDS:
            line = _("A turn lasts from five minutes to two months.")
        case Trouble.TURN_BEYOND_NEXT:
            line = _("Such a turn would still go on when the next begins. Without a length each lasts until the next.")
        case Trouble.NO_TURN_EVER:
            line = _("By that rule no turn would ever begin.")
    example = _("Example: %(example)s", example=example_of_new())
    return f"{line}\n{example}"


def name_needed() -> str:
    """Ask for a name."""
    return _("Please put a name for the duty in front. Example: %(example)s", example=example_of_new())


def name_unusable(most: int) -> str:
    """Say what a rota may be called."""
    return _("A duty's name is one line of up to %(most)d characters and no command of mine.", most=most)


def name_taken(name: str) -> str:
    """Say that there is such a rota already."""
    return _("There is a duty “%(name)s” already.", name=name)


def too_many(most: int) -> str:
    """Name the bound."""
    return _("There can be up to %(most)d duties. One that is no longer needed can be deleted.", most=most)


def which_hour() -> str:
    """Ask which hour is meant."""
    return _("Which time do you mean? Please tap; nothing has been changed yet.")


def hour_buttons(typed: RotaTyped, word: str) -> list[Button]:
    """Offer the same again with hours that cannot be mistaken."""
    return [SayButton(_hour(line), f"/{word} {line}") for line in typed.surer]


def made(rota: Rota, turns: Sequence[Foreseen], timezone: str) -> Card:
    """Confirm a new rota, with its next dates."""
    return Card(
        title=_("New duty: %(name)s", name=rota.name),
        lines=(
            days_of(rota),
            "\n".join(when(turn.at, timezone, turns[0].at) for turn in turns),
            _("Nobody is in it yet. Add people by mention or number, or everybody who takes part."),
        ),
        buttons=(SayButton(_("Add everybody"), said(_("/duty add"), rota, _("everyone"))),),
        alt=alt(),
    )


def made_in_group(rota: Rota) -> Text:
    """Confirm a new rota to the group."""
    return Text(_("New duty: %(name)s", name=rota.name) + "\n" + days_of(rota))


def added(ctx: Context, crew: Crew, count: int, unknown: int, turns: Sequence[Foreseen]) -> list[Message]:
    """Confirm who has been added, with the next turns as they would be."""
    lines = [
        ngettext(
            "%(count)d person added to “%(name)s”.", "%(count)d people added to “%(name)s”.", count, name=crew.rota.name
        )
    ]
    if unknown:
        lines.append(
            ngettext(
                "%(count)d person you named is unknown to me and was left out.",
                "%(count)d people you named are unknown to me and were left out.",
                unknown,
            )
        )
    return [*long_text("\n\n".join(["\n".join(lines), next_turns(ctx, crew, turns)]))]


def next_turns(ctx: Context, crew: Crew, turns: Sequence[Foreseen]) -> str:
    """List the turns to come as they would be if nothing changed."""
    lines = [_("The next turns, if nothing changes:")]
    for turn in turns:
        member = None if turn.number is None else crew.members.get(turn.number)
        shown = _("nobody yet") if member is None else called(ctx, member)
        lines.append(_("%(when)s  %(who)s", when=when(turn.at, ctx.community.timezone, turns[0].at), who=shown))
    return "\n".join(lines)


def all_there_already(rota: Rota) -> str:
    """Say that nothing changes."""
    return _("They are all in “%(name)s” already.", name=rota.name)


def whom_to_add(word: str) -> str:
    """Ask whom to add."""
    return _(
        "Whom shall I add? Mentions, numbers such as #12, or everyone: %(example)s",
        example=f"/{word} {_('everyone')}",
    )


def you_are_in(rota: Rota) -> Text:
    """Tell somebody that they are in a rota now."""
    return Text(
        _(
            "You are now one of those who take turns at “%(name)s” (%(days)s).\n"
            "I will tell you the day before your turn. If it does not suit you, “%(skip)s” is enough.",
            name=rota.name,
            days=days_of(rota),
            skip=_("/skip"),
        )
    )


def everybody_is_in(rota: Rota) -> Text:
    """Tell a group that there is a rota for many."""
    return Text(
        _(
            "From now on we take turns at “%(name)s” (%(days)s). I will tell each of you in private the day before.",
            name=rota.name,
            days=days_of(rota),
        )
    )


def removed(rota: Rota, who: str) -> Text:
    """Confirm that somebody is out."""
    return Text(_("%(who)s is no longer in “%(name)s”.", who=who, name=rota.name))


def you_are_out(rota: Rota) -> Text:
    """Tell somebody that they are out of a rota."""
    return Text(_("You no longer take turns at “%(name)s”. Thank you for your help.", name=rota.name))


def not_in_rota(rota: Rota) -> str:
    """Say that somebody is not in a rota, whoever they are."""
    return _("This person is not in “%(name)s”.", name=rota.name)


def not_free(rota: Rota) -> str:
    """Say that somebody rests or has left."""
    return _("This person rests or is no longer here, so “%(name)s” stays as it is.", name=rota.name)


def no_turn_ahead(rota: Rota) -> str:
    """Say that the calendar has no further turn."""
    return _("“%(name)s” has no further turn in the calendar.", name=rota.name)


def assigned(rota: Rota, who: str, when_said: str) -> Text:
    """Confirm who has the next turn."""
    return Text(
        _("“%(name)s” on %(when)s: %(who)s. I will ask them in private.", name=rota.name, when=when_said, who=who)
    )


def order_changed(rota: Rota, when_said: str) -> Text:
    """Tell somebody that a turn is not theirs any more."""
    return Text(_("The order has changed: “%(name)s” on %(when)s is no longer yours.", name=rota.name, when=when_said))


def rota_line(rota: Rota, people: int) -> str:
    """Write one line of the list of rotas."""
    count = ngettext("%(count)d person", "%(count)d people", people)
    return _("%(name)s: %(days)s (%(people)s)", name=rota.name, days=days_of(rota), people=count)


def rota_list(lines: Sequence[str], buttons: Sequence[Button]) -> Text:
    """List all rotas."""
    return Text("\n".join([_("The duties"), *lines]), buttons)


def people_line(ctx: Context, members: Sequence[AnyMember], more: int) -> str:
    """Write who is in a rota, for hosts in private."""
    names = _joined([called(ctx, member) for member in members])
    return names if more <= 0 else _("%(names)s and %(count)d more", names=names, count=more)


def delete_title(rota: Rota) -> str:
    """Ask whether a rota is to go."""
    return _("Delete the duty “%(name)s”?", name=rota.name)


def delete_line() -> str:
    """Say what goes with it."""
    return _("Its turns and how often each has served are erased. This cannot be undone.")


def delete_label() -> str:
    """Label the button that deletes."""
    return _("Delete it")


def deleted(name: str) -> Text:
    """Confirm that a rota is gone."""
    return Text(_("The duty “%(name)s” is deleted.", name=name))


def gone_already() -> str:
    """Say that a rota is not there any more."""
    return _("This duty no longer exists.")


def _hour(line: str) -> str:
    return next((word for word in line.split() if len(word) == 5 and word[2] == ":"), line)[:MAX_QUICK_LABEL]


def _joined(words: Sequence[str]) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(words)
