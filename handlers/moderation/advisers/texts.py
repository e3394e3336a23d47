"""The words around who decides and reads where no host can: to hosts, to advisers, to whoever waits for them."""

from bot.i18n import _
from bot.messages import Card, SayButton, Text
from handlers.moderation.cases.appeal_texts import ask_outside, outside_words
from storage.repositories.advisers import KEPT_AFTER_END
from storage.repositories.reports import KEPT_AFTER_CLOSING

MOST_DESKS = 3
"""How many communities of one adviser the help lists."""


def adviser_is(who: str | None, *, is_outside: bool = False) -> Text:
    """Say who is asked for advice."""
    if who is None:
        # Translators: a command with an example.
        return Text(
            _(
                "Nobody is named as adviser. An adviser decides on objections where no other host can: a member "
                "(%(example)s), or somebody from outside (%(outside)s).",
                example=_("/adviser #12"),
                outside=outside_words(),
            ),
            [ask_outside()],
        )
    if is_outside:
        return Text(
            # Translators: a command that ends the adviser's task.
            _(
                "Your adviser is %(who)s, from outside: no member, and counted and asked as none. Where no other host "
                "can decide on an objection, or read what is told in confidence, I ask them. “/adviser off” ends it.",
                who=who,
            )
        )
    return Text(
        # Translators: a command that ends the adviser's task.
        _(
            "Your adviser is %(who)s. Where no other host can decide on an objection, I ask them. "
            "“/adviser off” ends it.",
            who=who,
        )
    )


def adviser_is_no_host() -> Text:
    """Say who can be adviser."""
    return Text(
        _(
            "An adviser is a member of the group whom I can reach and who is no host. Please name another, or ask "
            "somebody from outside: %(outside)s",
            outside=outside_words(),
        ),
        [ask_outside()],
    )


def you_are_adviser(*, named: bool) -> Text:
    """Tell a member that they are asked for advice, or no longer."""
    if not named:
        return Text(_("You are no longer the hosts' adviser. Thank you for your help."))
    return Text(
        _(
            "The hosts have named you as their adviser. If somebody objects to what a host did and no other host can "
            "decide, I ask you here in private. If you would rather not, “/adviser off” gives the task back."
        )
    )


def words_of(calls_it: str) -> Card:
    """Show an adviser from outside what they can say; nothing else is for them."""
    return Card(
        title=_("As the adviser of “%(desk)s”", desk=calls_it),
        lines=(
            # Translators: each line begins with a command.
            _("/decide: decide on an objection that I brought you"),
            _("/consult %(desk)s: read what was told in confidence, for you alone", desk=calls_it),
            _("/lang, /help: the language I speak, and this list"),
            _("/mydata, /forgetme: what I keep about you"),
            _("/adviser off %(desk)s: give the task back, at any time", desk=calls_it),
        ),
        buttons=(
            # Translators: the second text is a command.
            SayButton(_("Give the task back"), _("/adviser off %(desk)s", desk=calls_it)),
        ),
        alt=_("What you can say here"),
    )


def your_task_is_over() -> Text:
    """Tell an adviser that the task has ended."""
    return Text(
        _(
            "Your task as adviser is over. Thank you for all you carried. Please go on keeping to yourself what you "
            "have read. What I keep about this is erased in %(days)d days, or at once with “/forgetme”.",
            days=KEPT_AFTER_END.days,
        )
    )


def adviser_is_gone(name: str, *, is_lost: bool) -> Text:
    """Tell the hosts that an adviser is there no more."""
    if is_lost:
        line = _("I can no longer reach the adviser %(name)s, so the task is over.", name=name)
    else:
        line = _("%(name)s has given the adviser's task back. No reasons are needed.", name=name)
    # Translators: a command with an example.
    more = _(
        "You can name somebody else: %(example)s or %(outside)s", example=_("/adviser #12"), outside=outside_words()
    )
    return Text(f"{line}\n{more}", [ask_outside()])


def who_decides_now(number: int, who: str | None, *, is_outside: bool) -> Text:
    """Tell somebody whose answer waits that the adviser is another one, or that there is none."""
    if who is None:
        return Text(
            _(
                "About your answer to number %(number)d: nobody can decide on it at the moment. I have asked the hosts "
                "to name somebody, and tell you how it goes on.",
                number=number,
            )
        )
    if is_outside:
        return Text(
            _(
                "Your answer to number %(number)d is with the adviser, %(who)s, now, who is not in this group: "
                "they read it and decide. I tell you how.",
                number=number,
                who=who,
            )
        )
    return Text(
        _(
            "Your answer to number %(number)d is with the adviser, %(who)s, now, who is no host: they read it and "
            "decide. I tell you how.",
            number=number,
            who=who,
        )
    )


def closed_unread() -> str:
    """Say in the record how a report ended whose only reader is gone."""
    return _("The adviser's task ended before this was answered.")


def nobody_reads_it_now(receipt: int) -> str:
    """Tell a reporter that the only reader is gone."""
    return _(
        "About number %(number)d: the adviser who alone could read it has ended the task, so I have closed it; nobody "
        "else can read it, and your words are erased in %(days)d days. You can tell it anew with “/report”; before you "
        "send it I say who reads it. “sos” shows other places to turn to.",
        number=receipt,
        days=KEPT_AFTER_CLOSING.days,
    )
