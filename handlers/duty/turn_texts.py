"""The words around one turn: reminding, taking over, giving back, standing in, in the language of the moment.

What the group reads names nobody unless it may; the rest goes to one person or to the hosts.
"""

from datetime import datetime

from bot.context import Context
from bot.i18n import _
from bot.messages import Card, SayButton, Tap, Text
from handlers.duty.calendar_texts import when
from handlers.duty.rota_texts import alt, said
from storage.columns import to_milliseconds
from storage.models import Rota, RotaTurn


def object_of(turn: RotaTurn) -> str:
    """Name a turn inside a button."""
    return f"{turn.rota_number}-{to_milliseconds(turn.begins_at)}"


def take_label() -> str:
    """Label the button that takes a turn."""
    return _("I take it")


def not_this_time_label() -> str:
    """Label the button that gives a turn back."""
    return _("Not this time")


def your_turn_comes(ctx: Context, rota: Rota, turn: RotaTurn, user_id: str) -> Card:
    """Remind somebody of their turn, with a yes and a no; whoever has said yes before is not asked for it again."""
    yes, no = _yes_or_no(ctx, turn, user_id)
    swap = SayButton(_("Swap with somebody"), said(_("/swap"), rota))
    if turn.confirmed_at is None:
        line = _("If it does not suit you, that is fine: I will ask somebody else.")
    else:
        line = _("Thank you for saying yes to it. If something has come up, that is fine: I will ask somebody else.")
    return Card(
        title=_("Your turn at “%(name)s”", name=rota.name),
        lines=(when(turn.begins_at, ctx.community.timezone), line),
        buttons=(yes, no, swap) if turn.confirmed_at is None else (no, swap),
        alt=alt(),
    )


def please_stand_in(ctx: Context, rota: Rota, turn: RotaTurn, user_id: str) -> Card:
    """Ask somebody to stand in."""
    return Card(
        title=_("Could you stand in at “%(name)s”?", name=rota.name),
        lines=(
            when(turn.begins_at, ctx.community.timezone),
            _("It was somebody else's turn, and you would be next. No is a good answer too."),
        ),
        buttons=_yes_or_no(ctx, turn, user_id),
        alt=alt(),
    )


def please_swap(ctx: Context, rota: Rota, turn: RotaTurn, user_id: str, who: str) -> Card:
    """Ask somebody to swap turns."""
    timezone = ctx.community.timezone
    lines = [_("%(who)s asks you to take the turn on %(when)s.", who=who, when=when(turn.begins_at, timezone))]
    if turn.swap_at is not None:
        lines.append(_("In return they take yours on %(when)s.", when=when(turn.swap_at, timezone)))
    else:
        lines.append(_("In return their next turn comes round sooner."))
    lines.append(_("Only if you agree does anything change."))
    return Card(
        title=_("Swap turns at “%(name)s”?", name=rota.name),
        lines=lines,
        buttons=_yes_or_no(ctx, turn, user_id),
        alt=alt(),
    )


def _yes_or_no(ctx: Context, turn: RotaTurn, user_id: str) -> tuple[Tap, Tap]:
    about = object_of(turn)
    return (
        ctx.tap(take_label(), "duty.take", about=about, for_user=user_id, anywhere=True),
        ctx.tap(not_this_time_label(), "duty.pass", about=about, for_user=user_id, anywhere=True),
    )


def hand_over(rota: Rota, turn: RotaTurn, timezone: str, name: str | None, *, thanks: bool) -> Text:
    """Tell the group that a turn begins; by name only where it may and the name is known."""
    lines = []
    if turn.ends_at is not None:
        lines.append(_("“%(name)s” is on until %(when)s.", name=rota.name, when=when(turn.ends_at, timezone)))
    if name is None:
        lines.append(_("Whoever is on duty: thank you for doing it."))
    else:
        lines.append(_("On duty is %(who)s. Thank you for doing it.", who=name))
    if thanks:
        lines.append(_("And thank you for the turn before."))
    return Text("\n".join(lines))


def you_are_on_duty(rota: Rota, turn: RotaTurn, timezone: str) -> Text:
    """Tell somebody that their turn begins."""
    ends = turn.ends_at
    if ends is None:
        return Text(_("Your turn at “%(name)s” begins. Thank you.", name=rota.name))
    return Text(
        _("Your turn at “%(name)s” begins, until %(when)s. Thank you.", name=rota.name, when=when(ends, timezone))
    )


def reminder_for_group(ctx: Context, rota: Rota, turn: RotaTurn) -> Card:
    """Remind whoever it concerns, without saying whom."""
    return Card(
        title=_("About the duty “%(name)s”", name=rota.name),
        lines=(
            when(turn.begins_at, ctx.community.timezone),
            _("Whoever has this turn: please look into our private chat."),
        ),
        buttons=(ctx.private_chat(_("Open our private chat"), _("/duty")),),
        alt=alt(),
    )


def not_confirmed(rota: Rota, begins_at: datetime, timezone: str, who: str) -> Text:
    """Show the hosts a turn that nobody has confirmed."""
    return Text(
        _(
            "“%(name)s” on %(when)s: %(who)s has not confirmed yet. That need not mean anything. "
            "To ask somebody else: %(command)s",
            name=rota.name,
            when=when(begins_at, timezone),
            who=who,
            command=_to_assign(rota),
        ),
        (SayButton(_("Ask somebody else"), _to_assign(rota)),),
    )


def nobody_for(rota: Rota, begins_at: datetime, timezone: str) -> Text:
    """Tell the hosts that nobody is there for a turn."""
    return Text(
        _(
            "Nobody is free for “%(name)s” on %(when)s. "
            "You can ask somebody by name (%(assign)s) or add people (%(add)s).",
            name=rota.name,
            when=when(begins_at, timezone),
            assign=_to_assign(rota),
            add=_to_add(rota),
        ),
        (SayButton(_("Ask somebody"), _to_assign(rota)), SayButton(_("Add people"), _to_add(rota))),
    )


def searching(rota: Rota, begins_at: datetime, timezone: str) -> Text:
    """Tell the hosts that somebody is still being looked for."""
    return Text(
        _(
            "“%(name)s” on %(when)s was given back, and nobody has said yes yet. I am asking the next in line.",
            name=rota.name,
            when=when(begins_at, timezone),
        )
    )


def nobody_is_on_duty(rota: Rota, begins_at: datetime, timezone: str) -> Text:
    """Tell the hosts that a turn has begun with nobody on duty."""
    return Text(
        _("“%(name)s” (%(when)s) has begun with nobody on duty.", name=rota.name, when=when(begins_at, timezone))
    )


def noted() -> Text:
    """Say in the group that something was noted, and no more."""
    return Text(_("Noted."))


def confirmed(rota: Rota, begins_at: datetime, timezone: str) -> Text:
    """Thank somebody who takes their turn."""
    return Text(
        _("Thank you! I have noted you for “%(name)s” on %(when)s.", name=rota.name, when=when(begins_at, timezone))
    )


def given_back(rota: Rota, begins_at: datetime, timezone: str, *, is_asking: bool) -> Text:
    """Confirm that a turn is no longer somebody's, without blame; `is_asking` tells whether there is a next in line."""
    if not is_asking:
        return Text(
            _(
                "All right, “%(name)s” on %(when)s is off your hands. The hosts will see who can take it.",
                name=rota.name,
                when=when(begins_at, timezone),
            )
        )
    return Text(
        _(
            "All right, “%(name)s” on %(when)s is off your hands. I am asking the next in line in private.",
            name=rota.name,
            when=when(begins_at, timezone),
        )
    )


def goes_to_the_next(rota: Rota) -> str:
    """Say that nobody chooses who takes a turn that is given back, and what else there is."""
    return _(
        "Nothing is changed yet. When you give your turn at “%(name)s” back, I ask the next in line myself. If you "
        "have somebody in mind, you can ask for a swap.",
        name=rota.name,
    )


def skip_or_swap(rota: Rota) -> list[SayButton]:
    """Offer to give the turn back all the same, or to swap it."""
    return [
        SayButton(_("Give it back"), said(_("/skip"), rota)),
        SayButton(_("Swap with somebody"), said(_("/swap"), rota)),
    ]


def thank_you_anyway() -> Text:
    """Take a no kindly."""
    return Text(_("All right, I will ask somebody else. Thank you for answering."))


def somebody_stands_in(rota: Rota, begins_at: datetime, timezone: str) -> Text:
    """Tell whoever gave a turn back that it is taken."""
    return Text(
        _("Somebody has taken over “%(name)s” on %(when)s for you.", name=rota.name, when=when(begins_at, timezone))
    )


def only_foreseen(rota_name: str, begins_at: datetime, timezone: str) -> str:
    """Say that a turn that is shown as somebody's is not settled yet, and from when they can give it back."""
    return _with_rest(
        _(
            "Your turn at “%(name)s” on %(when)s is only foreseen so far. It is settled when the turn before it "
            "begins; from then on you can give it back or swap it.",
            name=rota_name,
            when=when(begins_at, timezone),
        )
    )


def no_turn_of_yours(rota_name: str | None) -> str:
    """Say that the next turn is somebody else's, and how to be left out for a while."""
    if rota_name is None:
        return _with_rest(_("None of the next turns is yours at the moment."))
    return _with_rest(_("The next turn at “%(name)s” is not yours at the moment.", name=rota_name))


def _with_rest(line: str) -> str:
    rest = _("If you would rather not be asked for a while: %(away)s", away=_("/away 2w"))
    # Translators: two sentences, one after the other.
    return _("%(line)s %(rest)s", line=line, rest=rest)


def has_begun() -> str:
    """Say that a turn that has begun is given back by word to the hosts."""
    return _("Your turn has begun already. If you cannot stay, please tell the hosts with /ask.")


def nothing_to_answer() -> str:
    """Say that no answer is waited for."""
    return _("I am not waiting for an answer about a duty from you.")


def settled_already() -> str:
    """Say that a turn was settled otherwise meanwhile."""
    return _("That has been settled meanwhile. Thank you all the same.")


def who_are_you() -> str:
    """Say why nothing happened when LINE did not tell who spoke."""
    return _("LINE did not tell me who you are, so nothing was changed.")


def which_turn(names: list[str]) -> str:
    """Ask which of one's own turns is meant."""
    # Translators: what stands between the words of a list
    return _("Which duty do you mean? There are: %(names)s", names=_(", ").join(names))


def _to_assign(rota: Rota) -> str:
    # Translators: a command; a rota's name follows. Without a person it offers some to tap.
    return said(_("/duty assign"), rota)


def _to_add(rota: Rota) -> str:
    return said(_("/duty add"), rota)
