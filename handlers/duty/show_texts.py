"""The words that show who is on duty and why, in the language of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bot.context import Context
from bot.i18n import _, ngettext
from bot.messages import MAX_QUICK_LABEL, MAX_QUICK_REPLIES, Button, Card, SayButton, Text, shorten
from handlers.duty.calendar_texts import days_of, when
from handlers.duty.rota_texts import alt, said
from storage.models import Rota
from storage.models.duty import TurnReason


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it is shown: when, and who, if that may be said and is known."""

    at: datetime
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A rota as it is shown in one chat; `own` is when the reader's next turn comes, if it is in sight."""

    rota: Rota
    timezone: str
    is_on: bool
    until: datetime | None
    now: str | None
    turns: Sequence[Turn]
    own: datetime | None
    is_next: bool


def one(shown: Shown) -> Card:
    """Show one rota in private, with the next six turns."""
    lines = [days_of(shown.rota), _now(shown)]
    if shown.turns:
        lines.append(
            "\n".join([_("The next turns, if nothing changes:"), *(_line(shown, each) for each in shown.turns)])
        )
    if shown.own is not None:
        lines.append(_("Your next turn: %(when)s", when=when(shown.own, shown.timezone)))
    return Card(title=shown.rota.name, lines=lines, buttons=_buttons(shown), alt=alt())


def several(shown: Sequence[Shown]) -> Text:
    """Show all rotas in private, each with who is on duty now and next, and a button for more."""
    buttons = [SayButton(shorten(each.rota.name, MAX_QUICK_LABEL), said(_("/duty"), each.rota)) for each in shown]
    return Text("\n\n".join(_brief(each) for each in shown), buttons[:MAX_QUICK_REPLIES])


def in_group(ctx: Context, shown: Sequence[Shown]) -> Card:
    """Show the group when turns are, by name only where it may read names."""
    return Card(
        title=_("Duties"),
        lines=[_brief(each) for each in shown],
        buttons=(ctx.private_chat(_("More in our private chat"), _("/duty")),),
        alt=_("Duties"),
    )


def _brief(shown: Shown) -> str:
    lines = [_("“%(name)s”", name=shown.rota.name)]
    if shown.is_on:
        lines.append(_now(shown))
    if shown.turns:
        turn = _line(shown, shown.turns[0])
        lines.append(_("Next: %(turn)s", turn=turn))
    return "\n".join(lines)


def _now(shown: Shown) -> str:
    if not shown.is_on:
        return _("Nobody is on duty right now.")
    until = "" if shown.until is None else when(shown.until, shown.timezone)
    if shown.now is None:
        return _("On now, until %(when)s", when=until)
    return _("On duty now: %(who)s, until %(when)s", who=shown.now, when=until)


def _line(shown: Shown, turn: Turn) -> str:
    at = when(turn.at, shown.timezone, shown.turns[0].at)
    return at if turn.who is None else _("%(when)s  %(who)s", when=at, who=turn.who)


def _buttons(shown: Shown) -> list[Button]:
    rota = shown.rota
    # Translators: label of a button; what it says is the command /duty why.
    why = SayButton(_("Why this order?"), said(_("/duty why"), rota))
    if not shown.is_next:
        return [why]
    return [
        SayButton(_("Not this time"), said(_("/skip"), rota)),
        SayButton(_("Swap with somebody"), said(_("/swap"), rota)),
        why,
    ]


def how_it_goes() -> str:
    """Explain the order in two sentences."""
    return _(
        "Each turn counts as one for whoever takes it, and is shared out among all who could have taken it. "
        "Whoever is furthest behind comes next; among equals whoever served longest ago, then the smallest number."
    )


def why_this_one(reason: TurnReason, at: str, who: str, behind: Fraction, *, is_tied: bool) -> str:
    """Say why somebody has the next turn."""
    match reason:
        case TurnReason.ASSIGNED:
            return _("%(when)s: %(who)s, because the hosts asked so.", when=at, who=who)
        case TurnReason.SUBSTITUTE:
            return _("%(when)s: %(who)s, standing in for somebody else.", when=at, who=who)
        case TurnReason.SWAP:
            return _("%(when)s: %(who)s, because two have swapped.", when=at, who=who)
    if is_tied:
        return _(
            "%(when)s: %(who)s. Several people are level (%(behind)s); among them they served longest ago, "
            "or have the smallest number.",
            when=at,
            who=who,
            behind=standing(behind),
        )
    return _("%(when)s: %(who)s, who is furthest behind (%(behind)s).", when=at, who=who, behind=standing(behind))


def nobody_yet() -> str:
    """Say who has a turn that nobody has."""
    return _("nobody yet")


def nobody_next(at: str) -> str:
    """Say that nobody has the next turn."""
    return _("%(when)s: nobody yet.", when=at)


def your_standing(credit: Fraction) -> str:
    """Say how the reader stands."""
    return _("You: %(standing)s", standing=standing(credit))


def standing(credit: Fraction) -> str:
    """Write credit as turns behind or ahead of a fair share, to a tenth."""
    tenths = round(abs(credit) * 10)
    shown = f"{tenths // 10}.{tenths % 10}"
    if tenths == 0:
        return _("just even")
    if credit > 0:
        return _("%(turns)s turns behind", turns=shown)
    return _("%(turns)s turns ahead", turns=shown)


def line_of(who: str, credit: Fraction, last: str | None, *, is_left_out: bool) -> str:
    """Write one line of the order, for hosts."""
    if last is None:
        line = _("%(who)s: %(standing)s, has not served yet", who=who, standing=standing(credit))
    else:
        line = _("%(who)s: %(standing)s, last on %(when)s", who=who, standing=standing(credit), when=last)
    # Translators: behind somebody's line in the order of a duty.
    return _("%(line)s (left out this time)", line=line) if is_left_out else line


def left_out(count: int) -> str:
    """Say how many are not counted at the moment."""
    return ngettext(
        "%(count)d person is left out this time: somebody who rests, only reads, has just joined, has not yet answered "
        "how they are, has passed, or is no longer here.",
        "%(count)d people are left out this time: those who rest, only read, have just joined, have not yet answered "
        "how they are, have passed, or are no longer here.",
        count,
    )


def explanation(rota: Rota, lines: Sequence[str]) -> Card:
    """Put an explanation together."""
    return Card(title=_("Why? “%(name)s”", name=rota.name), lines=lines, alt=alt())
