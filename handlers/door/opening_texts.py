"""What hosts read about the door itself, in the language of the moment."""

from dataclasses import dataclass

from bot.i18n import _
from bot.messages import Button, Card, SayButton, Text
from handlers.door.asking_texts import questions_button
from handlers.door.settings import DoorState


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """What the page of a door shows; `note` stands first."""

    state: DoorState
    has_link: bool
    questions: int
    about: str
    is_watched: bool
    wants_watch: bool
    note: str = ""


def state_name(state: DoorState) -> str:
    """Name how one comes in."""
    match state:
        case DoorState.OPEN:
            return _("open; whoever agrees to the rules gets the link")
        case DoorState.ASK:
            return _("open to applications; hosts decide about each person")
        case DoorState.CLOSED:
            return _("closed; nobody can ask to come in")


def chosen(state: DoorState) -> str:
    """Confirm a choice."""
    match state:
        case DoorState.OPEN:
            return _("The door is open now.")
        case DoorState.ASK:
            return _("The door is open now for people you decide about.")
        case DoorState.CLOSED:
            return _("The door is closed now. Applications you already have stay with you.")


def code_is_new() -> str:
    """Confirm a new code."""
    return _("The door has a new code. The former one opens nothing any more.")


def door_page(page: DoorPage) -> Card:
    """Show the door, what is missing for it, and how to change it."""
    lines = [
        *([page.note] if page.note else []),
        _("Now: %(state)s", state=state_name(page.state)),
        _("Questions: %(count)d (“/question”)", count=page.questions),
        _("What people read about the group: there is a text (“/about”)")
        if page.about
        else _("What people read about the group: nothing yet (“/about”)"),
        _("Invitation link: I have one (“/invite”)")
        if page.has_link
        else _("Invitation link: I have none yet. Please send it with “/invite”."),
        *_watching(page),
    ]
    return Card(
        title=_("The door"),
        lines=lines,
        buttons=_state_buttons(page.state),
        alt=_("The door"),
        quick_replies=() if page.state is not DoorState.CLOSED else _what_belongs_to_it(),
    )


def _watching(page: DoorPage) -> list[str]:
    if page.is_watched:
        return [_("I tell you in private who comes in without my link (“/settings”).")]
    if not page.wants_watch:
        return [_("I do not watch who comes in without my link (“/settings” changes that).")]
    if page.state is DoorState.OPEN:
        return [_("Nobody needs my link while the door is open. I only tell you who comes back after having to leave.")]
    return []


def words_for_strangers(code: str) -> str:
    """Give what a stranger types."""
    # Translators: a command; it must be one of the words for applying, as a bare word.
    return _("apply %(code)s", code=code)


def to_hand_out(code: str, link: str) -> Text:
    """Give the words with which a host hands the door out."""
    return Text(
        "\n\n".join(
            [
                _(
                    "To people who would like to come in, give this link, or make a QR code of it. It opens the "
                    "private chat with me; there they read about the group and apply."
                ),
                link,
                _("Or in words, to type in the private chat with me: %(words)s", words=words_for_strangers(code)),
                _("Should the code go around too far, “/door renew” makes a new one."),
            ]
        ),
        _what_belongs_to_it(),
    )


def how_to_choose() -> str:
    """Tell the words."""
    return _("Please choose “/door open”, “/door ask” or “/door closed”. “/door renew” makes a new code.")


def about_card(text: str) -> Card:
    """Show what people at the door read about the group."""
    return Card(
        title=_("About the group"),
        lines=[text if text.strip() else _("There is no text yet.")],
        alt=_("About the group"),
        footnote=_("To change it: “/about” and the text. “/about off” takes it away. Only people at the door read it."),
    )


def about_is_kept(text: str) -> Text:
    """Confirm the text, or its end."""
    if not text:
        return Text(_("The text about the group is taken away."))
    return Text(_("People at the door read this now. “/undo” brings the former text back."))


def about_is_too_long(units: int, most: int) -> str:
    """Tell the bound."""
    return _("That text is %(given)d characters long; up to %(most)d fit. Nothing was changed.", given=units, most=most)


def _what_belongs_to_it() -> list[SayButton]:
    # Translators: the commands show the text about the group, and the invitation link.
    return [
        questions_button(_("Questions")),
        SayButton(_("About the group"), _("/about")),
        SayButton(_("Invitation link"), _("/invite")),
    ]


def _state_buttons(state: DoorState) -> list[Button]:
    # Translators: the commands open the door, let hosts decide, or close it.
    buttons = {
        DoorState.ASK: SayButton(_("Hosts decide"), _("/door ask")),
        DoorState.OPEN: SayButton(_("Open it"), _("/door open")),
        DoorState.CLOSED: SayButton(_("Close it"), _("/door closed")),
    }
    return [button for each, button in buttons.items() if each is not state]
