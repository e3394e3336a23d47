"""What the bot says about claims and objections, in the language of the moment."""

from collections.abc import Sequence
from datetime import datetime

from bot.context import Context
from bot.i18n import _
from bot.messages import Button, Card, MentionText, Message, SayButton, Text
from bot.names import safe_name
from handlers.rules.texts import moment


def who_are_you() -> str:
    """Say that LINE gives no id for this person."""
    return _("LINE does not tell me who is speaking, so I cannot register you. Could somebody else do it?")


def how_to_claim(ctx: Context) -> Card:
    """Tell in the group where the code comes from."""
    return Card(
        title=_("Registering as the owner"),
        lines=(
            _("Ask the operator of this account for a code, then type /claim and the code here.")
            if ctx.options.admission_by_code
            else _("Send me the words on the button in our private chat; you get a code to type here."),
        ),
        buttons=(claim_button(ctx),),
        alt=_("Registering"),
    )


def your_code(code: str) -> tuple[Text, Text]:
    """Give the code: how to use it, and below it the line to copy into the group."""
    return (
        Text(
            _(
                "Type the next line in the group within 15 minutes. The code works once, and only for you; "
                "the group is told by name who registered."
            )
        ),
        Text(f"/claim {code}"),
    )


def type_it_in_the_group() -> str:
    """Say that a code belongs in the group."""
    return _("Please type that line in the group itself; here I cannot tell which group is meant.")


def only_operators_codes() -> str:
    """Say that groups are admitted by the operator."""
    return _(
        "Groups are admitted by the operator of this account. "
        "Please ask them for a code, then type /claim and the code in the group."
    )


def wrong_code() -> Text:
    """Say that a code does not work, without saying why."""
    return Text(
        _("That code does not work. It lasts 15 minutes and only for the person who got it; a new one is easily made.")
    )


def guessed_too_often() -> str:
    """Say that the person has to wait."""
    return _("That was not right several times. Please wait 15 minutes, then try a new code.")


def claimed_already() -> str:
    """Say that there is an owner."""
    return _("This group has its owner already.")


def not_in_the_hosts_room() -> str:
    """Say that claims are made where everybody can see them."""
    return _("Please type it in the group itself, where everybody can see it.")


def announcement(ctx: Context, user_id: str, *, confirmed: bool) -> tuple[Message, ...]:
    """Tell the group by name who has registered and, unless it is sure, how to object."""
    name = safe_name(ctx.facts.name_of(user_id))
    template = _("%(who)s has registered as the owner of this group.", who="{owner}")
    plain = (
        _("Somebody here has registered as the owner of this group.")
        if name is None
        else _("%(who)s has registered as the owner of this group.", who=name)
    )
    said = MentionText(template, {"owner": user_id}, plain)
    return (said, _sure_card(ctx) if confirmed else _objection_card(ctx))


def next_steps(opens_at: datetime | None, timezone: str) -> Sequence[Message]:
    """Tell the new owner in private what comes next; `opens_at` is when it is sure, where it is not yet.

    As a moment and not as a span, because it may be read hours later.
    """
    return (
        Card(
            title=_("You are registered"),
            lines=(
                _("Three things make a good start: what kind of group it is, the rules, and the greeting."),
                _("The first settings ask you for all of them, in about five minutes."),
                *([] if opens_at is None else [_opens_on(moment(opens_at, timezone))]),
            ),
            buttons=(
                SayButton(_("The first settings"), _("/start")),
                SayButton(_("Set the rules"), _("/setrules")),
                SayButton(_("See the greeting"), _("/welcome")),
            ),
            alt=_("The next step"),
        ),
    )


def _opens_on(when: str) -> str:
    return _("Members' names and numbers open on %(when)s, unless somebody objects before.", when=when)


def no_longer_owner() -> Sequence[Message]:
    """Tell a former owner that the operator has decided."""
    return (Text(_("The operator of this account has registered another owner. Thank you for all you have done.")),)


def claim_confirmed() -> Sequence[Message]:
    """Tell the owner that nobody objected."""
    return (Text(_("Your registration is confirmed: nobody objected. Everything is open to you now.")),)


def locked_until_confirmed() -> str:
    """Say that members' data stay locked until the owner is sure."""
    return _("This opens once the owner's registration is confirmed, usually 24 hours after it.")


def say_a_word_first() -> str:
    """Refuse whoever cannot be found in the group, without saying whether there is such a group."""
    return _("I could not connect this with a group. Please say a word in the group first, then try again here.")


def your_own_claim() -> str:
    """Refuse the owner's objection to themselves."""
    return _("This is your own registration. To hand it over, there is /owner.")


def settled_already() -> str:
    """Say that the time for objections is over."""
    return _("This registration is settled already. If it worries you, please write to a host with /ask.")


def objected_already() -> str:
    """Say that the objection stands."""
    return _("Your objection is noted already. It now lies with the operator of this account.")


def objection_taken() -> Text:
    """Thank for an objection."""
    return Text(
        _(
            "Thank you, your objection is noted. I tell nobody who it came from. "
            "The operator decides, and until then lists of members stay locked."
        )
    )


def somebody_objected() -> Text:
    """Tell the owner and the hosts that somebody objected."""
    return Text(
        _(
            "A member has doubts about the owner's registration. Until the operator has decided, lists of members "
            "stay locked; everything else goes on. I do not tell who it was."
        )
    )


def operator_decides(community: int) -> Text:
    """Tell the operator how to decide a dispute."""
    return Text(
        _(
            "Somebody objects to the owner of community %(community)d. Once you know whom to trust, run "
            "`python -m bot claim-code` and give the code to that person; typed in the group as /claim and the code, "
            "it settles the matter.",
            community=community,
        )
    )


def claim_button(ctx: Context) -> Button:
    """Open the private chat with the words that ask for a code."""
    return ctx.private_chat(_("Register as the owner"), _("/claim"))


def _objection_card(ctx: Context) -> Card:
    return Card(
        title=_("Is that all right with you?"),
        lines=(_("Whoever disagrees can tell me within 24 hours, in private. I tell nobody who it was."),),
        buttons=(
            # Translators: the words stand ready in the private chat; the number after them names the group.
            ctx.private_chat(_("I disagree"), _("/object %(community)d", community=ctx.community.number)),
            _next_button(ctx),
        ),
        alt=_("A word from Tsudoi"),
    )


def _sure_card(ctx: Context) -> Card:
    return Card(
        title=_("The registration is complete"),
        lines=(_("The operator of this account has confirmed it."),),
        buttons=(_next_button(ctx),),
        alt=_("A word from Tsudoi"),
    )


def _next_button(ctx: Context) -> Button:
    return ctx.private_chat(_("For the owner: what comes next"), _("/help"))
