"""The words with which an owner sets the group up."""

from collections.abc import Sequence

from bot.errors import Refusal
from bot.forms import Given, Option
from bot.i18n import _
from bot.messages import MAX_QUICK_LABEL, Card, SayButton, Text, shorten
from bot.names import safe_name
from handlers.community.kind_texts import manners_of, name_of
from handlers.rules.ready_sets import ReadySet, rules_of
from handlers.welcome.texts import ready_greeting
from storage.models.communities import Preset

USE, LATER = "use", "later"
"""The keys of the two answers about rules."""
_SHOWN_GREETING = 200
_READY_SETS = {
    Preset.SUPPORT: ReadySet.SUPPORT,
    Preset.HOBBY: ReadySet.HOBBY,
    Preset.NEIGHBOURHOOD: ReadySet.PARENTS,
}


def ready_set_for(preset: Preset) -> ReadySet:
    """Give the rules that fit a kind of group."""
    return _READY_SETS[preset]


def which_kind(_given: Given) -> str:
    """Ask for the kind of group."""
    lines = [_("%(kind)s: %(manners)s", kind=name_of(kind), manners=manners_of(kind)) for kind in Preset]
    return "\n".join(
        [
            _("Let us set up your group. A few questions, about five minutes; nothing changes before the last one."),
            "",
            _("What kind of group is this?"),
            *lines,
        ]
    )


def kinds(_given: Given) -> Sequence[Option]:
    """List the kinds of group."""
    return tuple(Option(kind.value, name_of(kind)) for kind in Preset)


def which_rules(given: Given) -> str:
    """Show the rules that fit, and ask whether to begin with them."""
    rules = rules_of(ready_set_for(_preset(given)))
    return "\n".join(
        [
            _("These rules suit many such groups. You can change every one of them later."),
            "",
            *(f"{number}. {rule}" for number, rule in enumerate(rules, start=1)),
            "",
            _("Which do you prefer?"),
        ]
    )


def rules_choices(_given: Given) -> Sequence[Option]:
    """List what can be done about rules."""
    return (Option(USE, _("Begin with these")), Option(LATER, _("I write my own later")))


def which_greeting(given: Given) -> str:
    """Show the greeting, and ask for another one."""
    return "\n\n".join(
        [
            _("This is how newcomers are greeted:"),
            given.text("greeting_now") or ready_greeting(_preset(given)),
            # Translators: the words in braces are placeholders, written as `placeholders.py` reads them.
            _("To have another one, write it here; {names} becomes the newcomers, {group} the group's name."),
        ]
    )


def greeting_example() -> str:
    """Give an example of a greeting."""
    return _("Welcome. It is good to have you here.")


def which_deputy(_given: Given) -> str:
    """Ask for a deputy."""
    return _(
        "Who could stand in for you? They become a host and get a message from me. Choose, or write a name, or a "
        "number such as #12."
    )


def candidate(number: str, name: str | None) -> str:
    """Name a member to the owner."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def which_of(people: Sequence[str]) -> Refusal:
    """Let the owner choose among those whose name is like the one typed."""
    line = _("Whom do you mean? A name alone is not enough for me, so please tap, or type the number.")
    return Refusal("\n".join([line, *people]), [SayButton(shorten(each, MAX_QUICK_LABEL), each) for each in people])


def nobody_fit() -> str:
    """Say that this person cannot be made a host."""
    return _("I know nobody by that name or number who could become a host now.")


def look_it_over(given: Given) -> str:
    """Show everything before anything is set."""
    return "\n".join([_("This is what I set up:"), *_chosen(given), "", _("Is that right?")])


def nothing_was_set() -> Text:
    """Confirm that nothing was changed."""
    return Text(_("All right, nothing was changed. “/start” begins anew."))


def it_is_set(given: Given) -> Card:
    """Confirm what was set."""
    return Card(
        title=_("It is all set up"),
        lines=_chosen(given),
        # Translators: the second text of a button is a command.
        buttons=(SayButton(_("See the rules"), _("/rules")), SayButton(_("See the greeting"), _("/welcome"))),
        alt=_("The next step"),
    )


def before_the_text() -> Text:
    """Explain the text that follows."""
    return Text(
        _("Here is a text you can post in the group, best the day before you begin. Change it however you like.")
    )


def to_post() -> Text:
    """Give a text that tells a group what is coming."""
    return Text(
        _(
            "A note from the hosts: from tomorrow, a helper called Tsudoi assists us here. It greets people who are "
            "new, keeps our rules at hand, and takes questions to the hosts in private. It keeps no record of what we "
            "say. If you have questions or doubts, please tell us hosts."
        )
    )


def _chosen(given: Given) -> list[str]:
    lines = [_("Kind: %(kind)s", kind=name_of(_preset(given)))]
    if given.text("rules") == USE:
        lines.append(_("Rules: the ready ones"))
    elif given.yes("has_rules"):
        lines.append(_("Rules: as they are"))
    else:
        lines.append(_("Rules: later, with “/setrules”"))
    if greeting := given.text("greeting"):
        lines.append(_("Greeting: %(greeting)s", greeting=shorten(greeting, _SHOWN_GREETING)))
    else:
        lines.append(_("Greeting: as it is"))
    if deputy := given.text("deputy"):
        lines.append(_("Deputy: #%(number)s", number=deputy))
    return lines


def _preset(given: Given) -> Preset:
    return Preset(given.text("preset") or Preset.SUPPORT)
