"""Takes an address and proves it: a number goes there by mail, and comes back typed in the private chat.

A form asks for the number, so that it can be typed as it is; with “/mail” it is taken in the middle of anything.
"""

import re
import unicodedata

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.delivery import as_list
from bot.errors import Refusal
from bot.forms import Form, FreeText, Given, Question, Value, begin
from bot.forms.progress import Progress
from bot.i18n import _
from bot.mail.addresses import LONGEST_ADDRESS, read_address
from bot.messages import Text
from bot.routing import Where
from handlers.mail import texts
from handlers.mail.handlers import PROVING_FORM, how_it_stands, leave_own_form, router, speaker_of
from storage.repositories.mail_codes import CODE_DIGITS, AskedLately, Guess

MOST_BY_PERSON = 3
"""Mails with a number that one person may ask for in an hour."""
MOST_IN_COMMUNITY = 20
"""In a day, by all people of a community."""
MOST_TO_ADDRESS = 5
"""In a day, whoever asks: so often may somebody who mistakes the address, or means no good, trouble its owner."""
_BETWEEN_DIGITS = re.compile(r"[\s\-‐－ー]")
_NUMBER = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")
_MOST_TYPED = LONGEST_ADDRESS + 10


@router.command(
    "mail",
    "メール",
    "メールアドレス",
    where=Where.PRIVATE,
    help=lambda: _("Have important words sent to you by mail, too"),
    example=lambda: _("/mail taro@example.org"),
)
async def show_or_prove(ctx: Context, command: Command) -> Answers:
    """Show how it stands with mail; take an address, or the number that proves it, if one is given."""
    if not ctx.options.sends_mail:
        raise Refusal(texts.not_set_up())
    if not command.rest:
        return reply(await how_it_stands(ctx))
    number = read_number(command.rest)
    return await _begin(ctx, command.rest) if number is None else await _guess(ctx, number)


@router.command("mail change", "メール 変える", "メール 変更", where=Where.PRIVATE, takes_arguments=False)
async def change_address(ctx: Context, _command: Command) -> Answers:
    """Ask for an address, and then for its number."""
    if not ctx.options.sends_mail:
        raise Refusal(texts.not_set_up())
    speaker_of(ctx)
    await leave_own_form(ctx)
    return await begin(ctx, PROVING)


def questions(ctx: Context) -> list[Question]:
    """Ask for the address and, once a mail is on its way there, for the number."""

    async def send_number(_given: Given, value: Value) -> Value:
        return await _ask_for_number(ctx, str(value))

    return [
        Question(key="address", text=texts.which_address, kind=FreeText(most=_MOST_TYPED), check=send_number),
        Question(key="number", text=texts.which_number, kind=FreeText(most=_MOST_TYPED)),
    ]


async def finish(ctx: Context, given: Given) -> Answers:
    """Take the number."""
    number = read_number(given.text("number"))
    if number is None:
        raise Refusal(texts.not_a_number())
    return await _guess(ctx, number)


PROVING = router.form(Form(name=PROVING_FORM, questions=questions, finish=finish, again=lambda: _("/mail")))


def read_number(typed: str) -> str | None:
    """Read a number as people copy it, full-width or in groups; None for anything else."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))
    return digits if _NUMBER.fullmatch(digits) else None


async def _begin(ctx: Context, typed: str) -> Answers:
    address = await _ask_for_number(ctx, typed)
    await leave_own_form(ctx)
    if ctx.form is not None and not ctx.form.is_expired and not Progress.from_state(ctx.form.state).is_untouched:
        return reply(Text(texts.why()), texts.number_in_the_middle(address))
    return [reply(Text(texts.why())), *as_list(await begin(ctx, PROVING, answers={"address": address}))]


async def _ask_for_number(ctx: Context, typed: str) -> str:
    """Have a number sent to an address that was typed, and give it as it is written properly."""
    speaker = speaker_of(ctx)
    address = read_address(typed)
    if address is None:
        raise Refusal(texts.not_an_address())
    lately = await ctx.unit.mail_codes.asked_lately(ctx.community.number, ctx.chat_id, address, ctx.now)
    refuse_too_many(lately)
    await ctx.unit.mail_codes.ask(ctx.community.number, speaker.number, address, ctx.language, ctx.now)
    return address


def refuse_too_many(lately: AskedLately) -> None:
    """Refuse one more number after many, without saying whose doing they were."""
    if lately.by_person >= MOST_BY_PERSON:
        raise Refusal(texts.wait_an_hour())
    if lately.in_community >= MOST_IN_COMMUNITY or lately.to_address >= MOST_TO_ADDRESS:
        raise Refusal(texts.wait_a_day())


async def _guess(ctx: Context, number: str) -> Answers:
    speaker = speaker_of(ctx)
    guess, letter = await ctx.unit.mail_codes.guess(ctx.community.number, speaker.number, number, ctx.now)
    if guess is Guess.WRONG:
        raise Refusal(texts.wrong_number())
    await leave_own_form(ctx)
    if guess is not Guess.RIGHT or letter is None:
        return reply(texts.number_is_worth_nothing(too_often=guess is Guess.WRONG_TOO_OFTEN))
    await ctx.unit.mail.confirm(ctx.community.number, speaker.number, letter.address, ctx.now)
    return reply(texts.thank_you(), await how_it_stands(ctx))
