"""What the rules feature says about changes, to hosts and to the group, in the language of the moment."""

from collections.abc import Sequence

from bot.i18n import _, ngettext
from bot.messages import Button, Card, Message, long_text, shorten
from handlers.rules import texts
from handlers.rules.differences import Added, Change, Changed, Moved, Removed
from handlers.rules.ready_sets import ReadySet
from handlers.rules.rule_lines import (
    MAX_RULE_UNITS,
    MAX_RULES,
    NoRulesLeft,
    NoSuchRule,
    RulesRefused,
    RuleTooLong,
    TooManyRules,
)

_CARD_CHANGES = 8
_CHANGE_UNITS = 120


def ready_set_name(ready_set: ReadySet) -> str:
    """Name a ready set."""
    match ready_set:
        case ReadySet.SUPPORT:
            return _("Support group")
        case ReadySet.HOBBY:
            return _("Hobby group")
        case ReadySet.PARENTS:
            return _("Parents' association")


def how_to_set(buttons: Sequence[Button]) -> Card:
    """Explain how to write rules, with the three ready sets as buttons."""
    return Card(
        _("Setting the rules"),
        [
            _("Write one rule per line, for example:"),
            set_example(),
            _("Or start from one of these three sets. You see it first, and can change it afterwards."),
        ],
        buttons,
        _("Setting something up"),
    )


def how_to_set_in_group(button: Button) -> Card:
    """Explain in the group that choosing is quieter in private."""
    return Card(
        _("Setting the rules"),
        [_("Write one rule per line. There are also three sets to start from; let us choose in private.")],
        [button],
        _("Setting something up"),
    )


def set_words() -> str:
    """Give what one types to set the rules."""
    return _("/setrules")


def set_example() -> str:
    """Give an example of setting rules."""
    return _("/setrules\nBe kind to one another\nAsk before you post photos")


def preview(ready_set: ReadySet, lines: Sequence[str], button: Button, *, replaces: int) -> tuple[Message, ...]:
    """Show a ready set with the button that puts it in force; `replaces` is the version it would follow."""
    shown = [f"{position}. {line}" for position, line in enumerate(lines, start=1)]
    note = (
        _("It would take the place of all rules of version %(version)d. Those stay in the history.", version=replaces)
        if replaces
        else _("Every rule can be changed afterwards.")
    )
    return (Card(ready_set_name(ready_set), shown, [button], _("Setting something up"), note),)


def use_label() -> str:
    """Name the button that puts a ready set in force."""
    return _("Use these rules")


def changed_meanwhile() -> str:
    """Say that a confirm button is out of date."""
    return _("The rules have changed in the meantime, so I left them as they are. Please choose the set once more.")


def unchanged() -> str:
    """Say that nothing is different."""
    return _("The rules already say exactly this, so there is no new version.")


def one_line_for_many(count: int) -> str:
    """Say that a single line does not take the place of several rules."""
    return _(
        "That is a single line, and there are %(count)d rules; I have left them as they are. "
        "“/rule add …” adds one; to replace them all, write the new ones line by line.",
        count=count,
    )


def what_to_add() -> str:
    """Say what `/rule add` expects."""
    return _("What should the new rule say? For example: %(example)s", example=add_example())


def add_example() -> str:
    """Give an example of adding a rule."""
    return _("/rule add Ask before you post photos")


def how_to_edit() -> str:
    """Say what `/rule edit` expects."""
    return _("Please give the number and the new words. For example: %(example)s", example=edit_example())


def edit_example() -> str:
    """Give an example of rewording a rule."""
    return _("/rule edit 3 Ask before you post photos")


def how_to_move() -> str:
    """Say what `/rule move` expects."""
    return _("Please give the number of the rule and its new number. For example: %(example)s", example=move_example())


def move_example() -> str:
    """Give an example of moving a rule."""
    return _("/rule move 5 2")


def how_to_remove() -> str:
    """Say what `/rule remove` expects."""
    return _("Please give the number of the rule. For example: %(example)s", example=remove_example())


def remove_example() -> str:
    """Give an example of removing a rule."""
    return _("/rule remove 4")


def refused(error: RulesRefused) -> str:
    """Say why rules cannot be set so, with the bound, and that nothing was lost."""
    match error:
        case TooManyRules(count=count):
            return _(
                "That would be %(count)d rules, and at most %(most)d fit. I have left the rules as they are.",
                count=count,
                most=MAX_RULES,
            )
        case RuleTooLong(position=position, units=units):
            return _(
                "Rule %(number)d has %(length)d characters, and at most %(most)d fit. "
                "I have left the rules as they are.",
                number=position,
                length=units,
                most=MAX_RULE_UNITS,
            )
        case NoSuchRule(count=count) if count:
            return texts.no_such_rule(count)
        case NoRulesLeft():
            return _("At least one rule has to stay. I have left the rules as they are.")
        case _:
            return texts.no_rules_yet()


def changed_for_host(
    version: int, changes: Sequence[Change], *, who: str, at: str, announced: bool
) -> tuple[Message, ...]:
    """Tell the host who changed the rules, in private, what is different now."""
    told = _("The group will be told in a few minutes, once for everything you change until then.")
    return (
        Card(
            _("The rules are now version %(version)d", version=version),
            _shortened_changes(changes),
            [texts.all_rules_button()],
            _("Saved"),
            "\n".join([_("%(time)s, by %(who)s", time=at, who=who), *([told] if announced else [])]),
        ),
    )


def changed_for_group(version: int, changes: Sequence[Change], buttons: Sequence[Button]) -> tuple[Message, ...]:
    """Tell the group that the rules changed, with what is different, and ask everybody to read them."""
    return (
        Card(
            _("The rules have changed (version %(version)d)", version=version),
            [*_shortened_changes(changes), _("Please read them once, when it suits you.")],
            buttons,
            _("About the rules"),
        ),
    )


def first_for_group(rules: texts.RulesInForce, buttons: Sequence[Button]) -> tuple[Message, ...]:
    """Tell the group that it has rules now; a long set stays behind the button."""
    intro = _("We have rules now. Please read them once, when it suits you.")
    lines = [intro, *rules.numbered] if rules.fits_card else [intro]
    return (Card(_("Rules (version %(version)d)", version=rules.version), lines, buttons, _("About the rules")),)


def history(entries: Sequence[str]) -> tuple[Message, ...]:
    """List the newest versions."""
    hint = _("“%(example)s” shows one version in full.", example=history_example())
    return long_text("\n".join([_("The history of the rules"), *entries, "", hint]))


def history_in_group(button: Button) -> Card:
    """Send a host into the private chat for the history, which says who changed what."""
    return Card(_("The history of the rules"), [_("You can read it in our private chat.")], [button], _("The rules"))


def history_words() -> str:
    """Give what one types to see the history."""
    return _("/rules history")


def history_example() -> str:
    """Give an example of looking at one version."""
    return _("/rules history 2")


def history_entry(version: int, at: str, who: str, changes: Sequence[Change]) -> str:
    """Write one version as a line: when, by whom, and how much changed."""
    return _(
        "Version %(version)d · %(time)s · %(who)s · %(summary)s",
        version=version,
        time=at,
        who=who,
        summary=_summary(changes),
    )


def one_version(
    version: int, at: str, who: str, changes: Sequence[Change], lines: Sequence[str]
) -> tuple[Message, ...]:
    """Show a whole version: its rules, and what was different from the one before."""
    parts = [
        _("Version %(version)d of the rules", version=version),
        _("%(time)s, by %(who)s", time=at, who=who),
        "",
        *(f"{position}. {line}" for position, line in enumerate(lines, start=1)),
        "",
        _("Different from the version before:"),
        *_shortened_changes(changes),
    ]
    return long_text("\n".join(parts))


def no_such_version(newest: int) -> str:
    """Say which versions there are."""
    return _("There are the versions 1 to %(newest)d.", newest=newest)


def somebody_unknown() -> str:
    """Name whoever made a version, where that is not on record."""
    return _("not recorded")


def _summary(changes: Sequence[Change]) -> str:
    counts = {kind: sum(isinstance(change, kind) for change in changes) for kind in (Added, Changed, Moved, Removed)}
    words = {
        Added: lambda count: ngettext("%(count)d added", "%(count)d added", count),
        Changed: lambda count: ngettext("%(count)d reworded", "%(count)d reworded", count),
        Moved: lambda count: ngettext("%(count)d moved", "%(count)d moved", count),
        Removed: lambda count: ngettext("%(count)d removed", "%(count)d removed", count),
    }
    return ", ".join(words[kind](count) for kind, count in counts.items() if count) or _("no difference")


def _shortened_changes(changes: Sequence[Change]) -> list[str]:
    lines = [_change(change) for change in changes[:_CARD_CHANGES]]
    if more := len(changes) - len(lines):
        lines.append(ngettext("And one more change.", "And %(count)d more changes.", more))
    return lines


def _change(change: Change) -> str:
    match change:
        case Added(position=position, text=text):
            return _("New: %(number)d. %(rule)s", number=position, rule=shorten(text, _CHANGE_UNITS))
        case Removed(position=position, text=text):
            return _("Gone: %(number)d. %(rule)s", number=position, rule=shorten(text, _CHANGE_UNITS))
        case Moved(old_position=old, position=position, text=text):
            return _(
                "Moved from %(old)d: %(number)d. %(rule)s", old=old, number=position, rule=shorten(text, _CHANGE_UNITS)
            )
        case Changed(position=position, old_text=old_text, text=text):
            return _(
                "Reworded: %(number)d. %(rule)s (before: %(before)s)",
                number=position,
                rule=shorten(text, _CHANGE_UNITS),
                before=shorten(old_text, _CHANGE_UNITS),
            )
