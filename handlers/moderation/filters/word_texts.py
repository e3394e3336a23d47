"""What hosts read about the words they do not want to be used, and about why something was noticed."""

from collections.abc import Sequence

from bot.i18n import _
from bot.messages import MAX_OBJECTS, Button, Card, Message, SayButton, long_text
from bot.names import safe_name
from handlers.moderation.filters.links import LinksFrom, LinkSort
from handlers.moderation.filters.settings import Mode
from handlers.moderation.filters.texts import kind_name, links_from_name, mode_button, mode_name, sort_name, undo_button
from handlers.moderation.filters.words import LONGEST_WORD, MOST_WORDS, Entry
from handlers.rules.texts import moment
from storage.models import FilterFinding
from storage.models.filters import FilterKind


def word_list(entries: Sequence[Entry], mode: Mode) -> list[Message]:
    """List all words with their numbers, and how to change the list."""
    shown: list[Message] = []
    if entries:
        unwanted = [_line(each) for each in entries if not each.is_allowed]
        allowed = [_line(each) for each in entries if each.is_allowed]
        lines = [_("Unwanted words"), *unwanted]
        lines += ["", _("Allowed, although they hold one of them"), *allowed] if allowed else []
        shown += long_text("\n".join(lines))[: MAX_OBJECTS - 1]
    return [*shown, _how_to_change(mode, is_empty=not entries)]


def added(entries: Sequence[Entry], known: int, too_short: Sequence[str]) -> Card:
    """Confirm what is on the list now, and say what was left out and why."""
    lines = [_line(each) for each in entries]
    if known:
        lines.append(_("On the list already: %(count)d", count=known))
    if too_short:
        lines.append(too_short_line(too_short))
    if len(entries) > 1:
        lines.append(_("To take one off again: %(example)s", example=_remove_words(entries[0].number)))
    buttons = (undo_button(), _list_button()) if len(entries) == 1 else (_list_button(),)
    return Card(title=_("Noted on the list"), lines=lines, buttons=buttons, alt=_alt())


def removed(entry: Entry) -> Card:
    """Confirm that a word is off the list."""
    return Card(
        title=_("Taken off the list"), lines=(_line(entry),), buttons=(undo_button(), _list_button()), alt=_alt()
    )


def too_short_line(words: Sequence[str]) -> str:
    """Say why some words are not taken."""
    return _(
        "Too short, because they would be found inside many harmless words: %(words)s. "
        "Please give at least three letters, or two with a kanji.",
        words=_joined(words),
    )


def all_known() -> str:
    """Say that there was nothing new."""
    return _("That is on the list already.")


def too_long() -> str:
    """Name the bound of a word."""
    return _("A word may have up to %(most)d characters. Several words each get a line.", most=LONGEST_WORD)


def too_many() -> str:
    """Name the bound of the list."""
    return _("The list holds up to %(most)d words, and up to 100 can be added in one go.", most=MOST_WORDS)


def what_to_add() -> str:
    """Say what `/filter add` expects."""
    return _("Which word? For example: %(example)s", example=_("/filter add badword"))


def what_to_allow() -> str:
    """Say what `/filter allow` expects."""
    return _(
        "Which word, or which website, is all right? For example: %(example)s", example=_("/filter allow example.org")
    )


def not_on_list() -> str:
    """Say that there is no such word."""
    return _("That is not on the list. “%(command)s” shows it, with numbers.", command=_("/filter"))


def how_to_use_words() -> str:
    """Say what `/filter` expects."""
    return _(
        "To put a word on the list: %(example)s. “%(command)s” alone shows the list.",
        example=_("/filter add badword"),
        command=_("/filter"),
    )


def nothing_noticed() -> str:
    """Say that there is no finding to explain."""
    return _("The filters have not noticed anything yet.")


def no_such_finding(number: int) -> str:
    """Say that a number is no finding, or no longer one."""
    return _("The filters noticed nothing under the number %(number)d, or it has been erased.", number=number)


def finding(found: FilterFinding, word: Entry | None, author: str | None, timezone: str) -> Card:
    """Explain what was noticed: filter, measure, counts, whose message and when, and what followed."""
    lines = [
        _("Message of %(who)s", who=author) if author else _("Whose message it was is not known, or erased."),
        moment(found.at, timezone),
        _measure(found, word),
        _what_followed(found, timezone),
    ]
    buttons: list[Button] = [SayButton(_("All filters"), _("/filters"))]
    if word is not None:
        buttons.append(SayButton(_("Take the word off"), _remove_words(word.number)))
    return Card(
        title=_("%(number)d: %(kind)s", number=found.number, kind=kind_name(found.filter)),
        lines=lines,
        buttons=buttons,
        alt=_alt(),
        footnote=_("What was said is not kept."),
    )


def who(number: int, name: str | None) -> str:
    """Name a member to a host."""
    shown = safe_name(name)
    return f"#{number}" if shown is None else _("#%(number)s %(name)s", number=number, name=shown)


def _measure(found: FilterFinding, word: Entry | None) -> str:
    match found.filter:
        case FilterKind.WORDS if word is not None:
            return _("The word on the list: %(word)s", word=_line(word))
        case FilterKind.WORDS:
            return _("A word that has been taken off the list since (%(number)d).", number=found.entry or 0)
        case FilterKind.LINKS:
            return _about_link(found)
        case FilterKind.FLOOD:
            return _(
                "Too many is %(limit)d messages within %(seconds)d seconds; there were %(counted)d.",
                limit=found.limit_messages or 0,
                seconds=found.limit_seconds or 0,
                counted=found.counted,
            )
        case FilterKind.REPEATS:
            return _(
                "Too often is nearly the same %(limit)d times within %(minutes)d minutes; it was %(counted)d times.",
                limit=found.limit_messages or 0,
                minutes=(found.limit_seconds or 0) // 60,
                counted=found.counted,
            )


def _about_link(found: FilterFinding) -> str:
    held = _("It held %(sort)s.", sort=sort_name(LinkSort(found.sort)))
    if not found.links_from:
        return held
    whose = _("Links were noticed of: %(whose)s", whose=links_from_name(LinksFrom(found.links_from)))
    return f"{held}\n{whose}"


def _what_followed(found: FilterFinding, timezone: str) -> str:
    if found.told_at is not None:
        return _("The hosts were told, and the person in private: %(moment)s", moment=moment(found.told_at, timezone))
    if found.is_on:
        return _("It belonged to what had been told a little before, so nobody was told again.")
    return _("The filter only watched: nobody was told.")


def _how_to_change(mode: Mode, *, is_empty: bool) -> Card:
    lines = [
        _("Nothing is on the list yet.") if is_empty else "",
        _("Put on the list: %(example)s", example=_("/filter add badword")),
        _("Take off the list: %(example)s", example=_("/filter remove badword")),
        _("Let something pass: %(example)s", example=_("/filter allow example.org")),
    ]
    return Card(
        title=_("Unwanted words: %(mode)s", mode=mode_name(mode)),
        lines=[line for line in lines if line],
        buttons=[mode_button(_("/filter"), each) for each in Mode if each is not mode],
        alt=_alt(),
        footnote=_("Width, case, hiragana or katakana, and signs in between make no difference."),
    )


def _line(entry: Entry) -> str:
    # Translators: a word of a list with its number, by which it can be taken off.
    return _("%(number)d: %(word)s", number=entry.number, word=entry.text)


def _joined(words: Sequence[str]) -> str:
    # Translators: what stands between the words of a list
    return _(", ").join(words)


def _remove_words(number: int) -> str:
    # Translators: a command; it must be one of the words for taking a word off the list.
    return _("/filter remove %(number)d", number=number)


def _list_button() -> SayButton:
    return SayButton(_("Show the list"), _("/filter"))


def _alt() -> str:
    return _("A word from Tsudoi")
