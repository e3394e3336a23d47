"""What the help says, in the language of the moment; commands speak for themselves in their own `help` lines."""

from collections.abc import Callable, Mapping, Sequence

from bot.commands import fold
from bot.i18n import _, current_language
from bot.messages import MAX_BUBBLES, MAX_BUTTONS, Button, Card, Carousel, OpenButton, SayButton, shorten
from bot.routing import CommandRoute, Where
from handlers.help.catalogue import Reader, is_taught_here, other_words

_WORDS_A_LINE = 5
_TOPIC_LABELS: Mapping[str, Callable[[], str]] = {
    "rules": lambda: _("Rules"),
    "newcomers": lambda: _("Asking for help"),
    "intro": lambda: _("Introducing oneself"),
    "welcome": lambda: _("Greeting newcomers"),
    "community": lambda: _("The group and its hosts"),
    "door": lambda: _("Coming in"),
    "removals": lambda: _("Leaving and coming back"),
    "rotation": lambda: _("My page and rest"),
    "turnover": lambda: _("Who is there"),
    "privacy": lambda: _("Privacy"),
    "settings": lambda: _("Settings"),
    "cases": lambda: _("Cases and breaks"),
    "moderation": lambda: _("Troubles and quarrels"),
    "starting": lambda: _("The first settings"),
    "duty": lambda: _("Duties"),
    "filters": lambda: _("Filters"),
    "mail": lambda: _("Mail"),
    "help": lambda: _("How to use Tsudoi"),
}
_SHORTEST_WORD_LIST = 2


def help_words() -> str:
    """Give what one types for help, with the slash."""
    return _("/help")


def private_chat_label() -> str:
    """Name the button into the private chat."""
    return _("Private chat with Tsudoi")


def topic_label(topic: str, routes: Sequence[CommandRoute]) -> str:
    """Name a topic; one without a name of its own is called by its first command."""
    label = _TOPIC_LABELS.get(topic)
    return label() if label else routes[0].word_in(current_language())


def spoken(route: CommandRoute) -> str:
    """Give a command as it is typed; the slash works in every chat."""
    return f"/{route.word_in(current_language())}"


def overview_in_group(topics: Mapping[str, Sequence[CommandRoute]], private_chat: OpenButton) -> Card:
    """Show a group the words of each topic, with two topics to tap and the way into the private chat."""
    buttons = [_topic_button(topic, routes) for topic, routes in topics.items()][: MAX_BUTTONS - 1]
    lines = [
        _("%(topic)s: %(words)s", topic=topic_label(topic, routes), words=_listed(routes))
        for topic, routes in topics.items()
    ]
    return Card(_("How to use Tsudoi"), lines, [*buttons, private_chat], _("How to use Tsudoi"))


def overview_in_private(
    topics: Mapping[str, Sequence[CommandRoute]], enough_words: Sequence[CommandRoute]
) -> Card | Carousel:
    """Show somebody what they can do here, a button for each topic, three to a card, all cards in one message."""
    buttons = [_topic_button(topic, routes) for topic, routes in topics.items()]
    shown = [buttons[start : start + MAX_BUTTONS] for start in range(0, len(buttons), MAX_BUTTONS)]
    intro = [_("Choose what you would like to know, or type a word just as it is.")]
    if len(enough_words) >= _SHORTEST_WORD_LIST:
        intro.append(_("These words are enough to begin with: %(words)s", words=_listed(enough_words)))
    first = Card(_("How to use Tsudoi"), intro, shown[0] if shown else (), _help_alt())
    others = [Card(_("More you can do"), (), buttons) for buttons in shown[1:MAX_BUBBLES]]
    return Carousel([first, *others], _help_alt()) if others else first


def topic_page(topic: str, routes: Sequence[CommandRoute], reader: Reader) -> Card:
    """Show the commands of one topic, with buttons for those that can be said as they are; examples in private."""
    buttons = [
        SayButton(route.word_in(current_language()), spoken(route))
        for route in routes
        if not route.command.takes_arguments or route.example is None or route.command.name == topic
    ]
    return Card(
        topic_label(topic, routes), [_line(route, reader) for route in routes], buttons[:MAX_BUTTONS], _help_alt()
    )


def command_page(route: CommandRoute, reader: Reader, private_chat: Callable[[str], Button]) -> Card:
    """Explain one command; where it belongs to the other kind of chat, say so and show the way."""
    lines = [route.help()] if route.help else []
    taught_here = is_taught_here(route, reader)
    if not taught_here:
        lines.append(_("This belongs in the group.") if route.where is Where.GROUP else _("This belongs in private."))
    if taught_here or reader.in_private:
        lines += _example(route)
    if others := other_words(route, current_language()):
        lines.append(_("The same: %(words)s", words=_join(others)))
    leads_away = not taught_here and not reader.in_private
    return Card(spoken(route), lines, [private_chat(spoken(route))] if leads_away else (), _help_alt())


def unknown_word(word: str, suggestion: CommandRoute | None) -> str:
    """Say that there is no help on a word, with the nearest one if there is."""
    if suggestion is not None:
        return _(
            "I found nothing for “%(word)s”. Did you mean “%(suggestion)s”?",
            word=shorten(word, 40),
            suggestion=spoken(suggestion),
        )
    return _(
        "I found nothing for “%(word)s”. “%(help)s” alone shows all there is.",
        word=shorten(word, 40),
        help=help_words(),
    )


def _topic_button(topic: str, routes: Sequence[CommandRoute]) -> SayButton:
    label = topic_label(topic, routes)
    if len(routes) == 1 and not routes[0].command.takes_arguments:
        return SayButton(label, spoken(routes[0]))
    return SayButton(label, f"{help_words()} {label}")


def _line(route: CommandRoute, reader: Reader) -> str:
    meaning = route.help() if route.help else ""
    line = _("%(word)s: %(meaning)s", word=spoken(route), meaning=meaning)
    return "\n".join([line, *(_example(route) if reader.in_private else [])])


def _example(route: CommandRoute) -> list[str]:
    """Give the line with the example, unless there is nothing to show but the word itself."""
    example = route.example() if route.example else ""
    is_bare_word = fold(example).lstrip("/") in {"", fold(spoken(route)).lstrip("/")}
    return [] if is_bare_word else [_("Example: %(example)s", example=example)]


def _listed(routes: Sequence[CommandRoute]) -> str:
    return _join([spoken(route) for route in routes[:_WORDS_A_LINE]])


def _join(words: Sequence[str]) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(words)


def _help_alt() -> str:
    return _("How to use Tsudoi")
