"""What filters say to hosts, and to the person whose message they noticed; in the group they say nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.dates import format_date

from bot.i18n import _, current_language, ngettext
from bot.messages import Button, Card, SayButton
from handlers.moderation.filters.flood import FloodLimit
from handlers.moderation.filters.links import LinksFrom, LinkSort
from handlers.moderation.filters.settings import Filters, Mode, read_modes
from storage.models.filters import FilterKind
from storage.repositories.filters import WeekCount

_NAMES: Mapping[FilterKind, Callable[[], str]] = {
    # Translators: the name of a filter: words the hosts do not want to be used.
    FilterKind.WORDS: lambda: _("unwanted words"),
    # Translators: the name of a filter.
    FilterKind.LINKS: lambda: _("links"),
    # Translators: the name of a filter: very many messages in very little time.
    FilterKind.FLOOD: lambda: _("many messages at once"),
    # Translators: the name of a filter: nearly the same text several times.
    FilterKind.REPEATS: lambda: _("the same again and again"),
}
_MODES: Mapping[Mode, Callable[[], str]] = {
    # Translators: how far a filter goes; it is also a word that can be typed.
    Mode.ON: lambda: _("on"),
    # Translators: how far a filter goes; it is also a word that can be typed.
    Mode.WATCH: lambda: _("watch only"),
    # Translators: how far a filter goes; it is also a word that can be typed.
    Mode.OFF: lambda: _("off"),
}
_SORTS: Mapping[LinkSort, Callable[[], str]] = {
    LinkSort.INVITATION: lambda: _("an invitation to another group"),
    LinkSort.CONTACT: lambda: _("an address or id in a messenger"),
    LinkSort.LINK: lambda: _("a link"),
}
_LINKS_FROM: Mapping[LinksFrom, Callable[[], str]] = {
    # Translators: whose links are noticed; it is also a word that can be typed.
    LinksFrom.EVERYBODY: lambda: _("everybody"),
    # Translators: whose links are noticed; it is also a word that can be typed.
    LinksFrom.NEWCOMERS: lambda: _("newcomers"),
    # Translators: whose links are noticed; it is also a word that can be typed.
    LinksFrom.NOBODY: lambda: _("invitations only"),
}


def kind_name(kind: FilterKind) -> str:
    """Name a filter."""
    return _NAMES[kind]()


def mode_name(mode: Mode) -> str:
    """Say how far a filter goes."""
    return _MODES[mode]()


def sort_name(sort: LinkSort) -> str:
    """Say what sort of link it is."""
    return _SORTS[sort]()


def links_from_name(links_from: LinksFrom) -> str:
    """Say whose links are noticed."""
    return _LINKS_FROM[links_from]()


def say_modes(value: str) -> str:
    """Say how far all filters go, for the list of settings."""
    modes = read_modes(value) or {}
    if len(set(modes.values())) == 1:
        return mode_name(next(iter(modes.values())))
    # Translators: what stands between the words of a list
    return _(", ").join(
        _("%(name)s: %(value)s", name=kind_name(kind), value=mode_name(mode)) for kind, mode in modes.items()
    )


def to_hosts(number: int, kind: FilterKind, member: int | None, *, is_whispered: bool) -> Card:
    """Tell the hosts what was noticed, without a word of what was said."""
    if member is None:
        line = _("The filter “%(filter)s” noticed a message of somebody LINE does not name.", filter=kind_name(kind))
    else:
        line = _("The filter “%(filter)s” noticed a message of #%(number)d.", filter=kind_name(kind), number=member)
    told = (
        _("I tell them in private what is asked here; in the group I say nothing.")
        if is_whispered
        else _("I cannot tell them, and in the group I say nothing.")
    )
    return Card(
        title=_("Something was noticed (%(number)d)", number=number),
        lines=(line, told),
        buttons=(why_button(number),),
        alt=_alt(),
    )


def to_person(kind: FilterKind, sort: LinkSort | None, word: str | None) -> Card:
    """Tell somebody in private what is asked in the group, without blame."""
    return Card(
        title=_("A small word about a message of yours"),
        lines=(_asked(kind, sort, word), _("This is no reproach. In the group I have said nothing.")),
        alt=_alt(),
        footnote=_(
            "I look at messages automatically and can be wrong; then nothing needs to be done. "
            "With “%(command)s” you can write to the hosts.",
            command=_("/ask"),
        ),
    )


def week_report(week: date, counts: Sequence[WeekCount]) -> Card:
    """Tell the hosts how often the filters noticed something in a week."""
    watched = sum(each.findings for each in counts if not each.is_on)
    lines = [_("The week from %(day)s", day=format_date(week, "long", locale=current_language()))]
    lines += [
        _("%(name)s: %(value)s", name=kind_name(kind), value=_times(found))
        for kind in FilterKind
        if (found := sum(each.findings for each in counts if each.filter is kind))
    ]
    buttons: list[Button] = [_overview_button()]
    if watched:
        lines.append(_("Only counted, and told to nobody: %(count)d", count=watched))
    return Card(title=_("What the filters noticed"), lines=lines, buttons=buttons, alt=_alt())


def overview(filters: Filters, counts: Sequence[WeekCount], this_week: date) -> tuple[Card, Card]:
    """Show how far each filter goes and what it noticed; then how each is set."""
    lines = [
        _(
            "%(filter)s: %(mode)s (this week %(now)d, last week %(before)d)",
            filter=kind_name(kind),
            mode=mode_name(filters.modes[kind]),
            now=_count(counts, kind, lambda week: week == this_week),
            before=_count(counts, kind, lambda week: week < this_week),
        )
        for kind in FilterKind
    ]
    lines.append(
        _(
            "“Watch only” counts and tells nobody. “On” tells the hosts, and the person in private; "
            "in the group I say nothing. Helpers and hosts are left out."
        )
    )
    return (
        Card(title=_("Filters"), lines=lines, buttons=_mode_buttons(filters), alt=_alt()),
        Card(
            title=_("Each filter"),
            lines=(
                _("Words: %(count)d on the list", count=sum(not each.is_allowed for each in filters.words.entries)),
                links_line(filters),
                flood_line(filters),
            ),
            buttons=(
                # Translators: the second text of each button is a command.
                SayButton(_("Words"), _("/filter")),
                SayButton(_("Links"), _("/links")),
                SayButton(_("Many messages"), _("/flood")),
            ),
            alt=_alt(),
        ),
    )


def links_line(filters: Filters) -> str:
    """Say whose links are noticed."""
    return _("Links are noticed of: %(whose)s", whose=links_from_name(filters.links_from))


def flood_line(filters: Filters) -> str:
    """Say how many messages are too many."""
    return _("Many messages: %(limit)s", limit=limit_line(filters.flood_limit))


def limit_line(limit: FloodLimit) -> str:
    """Say a limit in words."""
    return _("from %(messages)d within %(seconds)d seconds", messages=limit.messages, seconds=limit.seconds)


def repeats_line(times: int, shortest: int) -> str:
    """Say what counts as a repetition."""
    return _(
        "Noticed is nearly the same text of %(shortest)d letters or more, said %(times)d times within ten minutes.",
        shortest=shortest,
        times=times,
    )


def modes_changed(changed: Sequence[FilterKind], mode: Mode) -> Card:
    """Confirm how far filters go now."""
    if len(changed) == len(FilterKind):
        title = _("All filters: %(mode)s", mode=mode_name(mode))
    else:
        title = _("%(name)s: %(value)s", name=kind_name(changed[0]), value=mode_name(mode))
    return Card(title=title, lines=(_what_it_means(mode),), buttons=(undo_button(), _overview_button()), alt=_alt())


def one_filter(kind: FilterKind, filters: Filters, lines: Sequence[str], buttons: Sequence[Button]) -> Card:
    """Show one filter, with what can be changed about it."""
    return Card(
        title=_("%(name)s: %(value)s", name=kind_name(kind), value=mode_name(filters.modes[kind])),
        lines=lines,
        buttons=buttons,
        alt=_alt(),
    )


def set_to(line: str) -> Card:
    """Confirm a change, with the way back."""
    return Card(title=_("Changed"), lines=(line,), buttons=(undo_button(), _overview_button()), alt=_alt())


def is_so_already() -> str:
    """Say that nothing had to change."""
    return _("It is so already.")


def undo_button() -> SayButton:
    """Take the newest change back."""
    # Translators: the second text is a command; it must be one of the words for taking the newest change back.
    return SayButton(_("Take it back"), _("/undo"))


def why_button(number: int) -> SayButton:
    """Show why something was noticed."""
    # Translators: the second text is a command; it must be one of the words for the reason of a finding.
    return SayButton(_("Why?"), _("/why %(number)d", number=number))


def mode_button(word: str, mode: Mode) -> SayButton:
    """Set how far a filter goes; `word` is the command of the filter."""
    return SayButton(mode_name(mode), f"{word} {mode_name(mode)}")


def how_to_set(example: str = "") -> str:
    """Say what `/filters`, or the filter of the example, expects."""
    return _("Please say “on”, “watch only” or “off”, for example: %(example)s", example=example or _("/filters on"))


def how_to_set_links() -> str:
    """Say what `/links` expects."""
    return _(
        "Please say whose links I am to notice: everybody, newcomers, or invitations only; or “on”, “watch only”, "
        "“off”. For example: %(example)s",
        example=_("/links everybody"),
    )


def how_to_set_flood() -> str:
    """Say what `/flood` expects."""
    return _(
        "Please say how many messages in how many seconds, or “on”, “watch only”, “off”. For example: %(example)s",
        example=_("/flood 6/10s"),
    )


def _asked(kind: FilterKind, sort: LinkSort | None, word: str | None) -> str:
    match kind:
        case FilterKind.WORDS if word is not None:
            return _("In your group the hosts ask not to use “%(word)s”.", word=word)
        case FilterKind.WORDS:
            return _("In your group the hosts ask not to use a word that was in it.")
        case FilterKind.FLOOD:
            return _("There were many messages in a short time. A little pause makes it easier to read for everybody.")
        case FilterKind.REPEATS:
            return _("The same came several times. Once is enough: everybody can read it.")
        case FilterKind.LINKS:
            return _asked_about_links(sort)


def _asked_about_links(sort: LinkSort | None) -> str:
    match sort:
        case LinkSort.INVITATION:
            return _("In your group, please ask the hosts before you post an invitation to another group.")
        case LinkSort.CONTACT:
            return _("In your group, for safety, please do not write down addresses or ids of messengers.")
        case _:
            return _("In your group, please ask the hosts before you post a link.")


def _what_it_means(mode: Mode) -> str:
    match mode:
        case Mode.ON:
            return _("From now on the hosts are told, and the person in private. In the group I say nothing.")
        case Mode.WATCH:
            return _("From now on I only count, and tell nobody.")
        case Mode.OFF:
            return _("From now on I do not look.")


def _mode_buttons(filters: Filters) -> list[Button]:
    return [mode_button(_("/filters"), mode) for mode in Mode if set(filters.modes.values()) != {mode}]


def _overview_button() -> SayButton:
    # Translators: the second text is a command; it must be one of the words for all filters.
    return SayButton(_("All filters"), _("/filters"))


def _count(counts: Sequence[WeekCount], kind: FilterKind, is_meant: Callable[[date], bool]) -> int:
    return sum(each.findings for each in counts if each.filter is kind and is_meant(each.week))


def _times(count: int) -> str:
    return ngettext("%(count)d time", "%(count)d times", count)


def _alt() -> str:
    return _("A word from Tsudoi")
