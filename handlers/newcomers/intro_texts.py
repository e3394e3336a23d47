"""The words around introductions."""

from collections.abc import Sequence

from bot.context import Context
from bot.forms import Given, Option
from bot.forms.words import back_label
from bot.i18n import _
from bot.messages import Card, Text
from handlers.newcomers.intro_settings import IntroPart

_SECRET = "secret"  # noqa: S105 - the key of an answer, no password


def intro_in_private(ctx: Context) -> Card:
    """Lead somebody into the private chat, where the word for it is typed already."""
    return Card(
        title=_("Introducing yourself"),
        lines=(_("I ask you a few things in private. You see the words before anybody else does."),),
        # Translators: a word typed in the private chat; it must be one of the words for introductions.
        buttons=(ctx.private_chat(_("Open our private chat"), _("/intro")),),
        alt=_("In private"),
    )


def which_name(_given: Given) -> str:
    """Ask for a name; the first question, so the caution stands here."""
    return "\n\n".join(
        [
            _(
                "Please leave out what could reveal you or your family: children's names, workplaces, courts, "
                "addresses. Just as much as you like."
            ),
            _("What shall we call you? A nickname is fine."),
        ]
    )


def which_area(_given: Given) -> str:
    """Ask for a wide area."""
    return _("Roughly where do you live? “Secret” is a fine answer too.")


def areas(_given: Given) -> Sequence[Option]:
    """List wide areas of Japan."""
    return (
        Option("hokkaido", _("Hokkaido")),
        Option("tohoku", _("Tohoku")),
        Option("kanto", _("Kanto")),
        Option("chubu", _("Chubu")),
        Option("kinki", _("Kinki")),
        Option("chugoku", _("Chugoku")),
        Option("shikoku", _("Shikoku")),
        Option("kyushu", _("Kyushu, Okinawa")),
        Option("abroad", _("Abroad")),
        Option(_SECRET, _("Secret")),
    )


def which_interests(_given: Given) -> str:
    """Ask for interests."""
    return _("What do you like, or what keeps you busy these days?")


def which_word(_given: Given) -> str:
    """Ask for a word to everybody."""
    return _("A word to everybody? Please leave out children's names, workplaces and courts here too.")


def look_it_over(given: Given) -> str:
    """Show the introduction before anybody else sees it."""
    return "\n\n".join(
        [
            _("This is your introduction:"),
            introduction(given),
            _(
                "Does anything in it point to your children, workplace or court? “%(back)s” lets you change it. "
                "How shall it get into the group? If you post it yourself, you can take it back later. "
                "What I post, I cannot take back.",
                back=back_label(),
            ),
        ]
    )


def ways(_given: Given) -> Sequence[Option]:
    """List how an introduction gets into the group; posting it oneself comes first."""
    return (Option("self", _("I post it myself")), Option("post", _("Post it for me")))


def introduction(given: Given) -> str:
    """Put an introduction together."""
    areas_by_key = {area.key: area.label for area in areas(given) if area.key != _SECRET}
    lines = [
        _("I am %(name)s.", name=name) if (name := given.text(IntroPart.NAME)) else "",
        _("Area: %(area)s", area=areas_by_key[area]) if (area := given.text(IntroPart.AREA)) in areas_by_key else "",
        _("I like: %(interests)s", interests=likes) if (likes := given.text(IntroPart.INTERESTS)) else "",
        # Most words of one's own end with just this in Japanese.
        given.text(IntroPart.WORD) or _("Nice to meet you."),
    ]
    return "\n".join(line for line in lines if line)


def name_is_invisible() -> str:
    """Say that nothing can be seen of a name."""
    return _("I cannot see anything of that name. Could you write it with letters?")


def post_it_yourself() -> Text:
    """Explain what comes next."""
    return Text(
        _(
            "Here are the words to copy. Press them for a while, copy them, and paste them into the group whenever "
            "you like. I keep only what you want to be called."
        )
    )


def to_copy(said: str) -> Text:
    """Give the words alone, so that they can be copied."""
    return Text(said)


def it_will_be_posted() -> Text:
    """Say when it appears."""
    return Text(
        _("I post it as soon as somebody next says something in the group. I keep only what you want to be called.")
    )


def posted_for_them(said: str) -> Text:
    """Hand an introduction to the group; every line is marked, so that nobody can write in the bot's own voice."""
    quoted = "\n".join(f"┃ {line}" for line in said.splitlines())
    return Text(_("An introduction, posted at its writer's wish:\n\n%(introduction)s", introduction=quoted))


def which_parts(_given: Given) -> str:
    """Ask a host what an introduction asks."""
    return _("What shall an introduction ask? People may leave out everything but the name.")


def parts(_given: Given) -> Sequence[Option]:
    """List what can be asked."""
    return tuple(Option(part.value, part_label(part)) for part in IntroPart)


def part_label(part: IntroPart) -> str:
    """Name a part of an introduction."""
    match part:
        case IntroPart.NAME:
            return _("What to be called")
        case IntroPart.AREA:
            return _("Area")
        case IntroPart.INTERESTS:
            return _("Interests")
        case IntroPart.WORD:
            return _("A word")


def parts_are_chosen(chosen: Sequence[IntroPart]) -> Text:
    """Confirm the choice."""
    # Translators: what stands between the words of a list
    return Text(_("Introductions ask now: %(parts)s", parts=_(", ").join(map(part_label, chosen))))
