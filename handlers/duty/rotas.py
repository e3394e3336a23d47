"""Which rota a command is about: by its name, or the only one there is."""

from dataclasses import replace

from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from handlers.duty import rota_texts as texts
from storage.models import Rota
from storage.models.members import Role

EVERYBODY = frozenset(map(fold, ("全員", "みんな", "全員分", "everyone", "everybody", "all", "@all")))
_BORDER = " \t\n\u3000,，、:：#＃♯@＠"
_TARGET = "#＃♯@＠"
_LONGEST_TYPED = 100
"""How far into a text a name is looked for: five times the longest one, for letters and spaces that fold together."""


async def rota_meant(ctx: Context, command: Command) -> tuple[Rota, Command]:
    """Find the rota a command begins with, and give what remains of the command; Refusal where it is not clear."""
    rotas = await ctx.store.duty.rotas()
    if not rotas:
        raise Refusal(texts.no_rota_yet() if ctx.may_act_as(Role.HOST) else texts.no_rota_for_members())
    found = find_rota(rotas, command.rest)
    if found is not None:
        rota, end = found
        return rota, _named(without_start(command, end), rota)
    names = [rota.name for rota in rotas]
    if not goes_without_name(command):
        raise Refusal(
            texts.unknown_rota(_without_targets(command.rest), names), texts.rota_buttons(command.word, rotas, "")
        )
    if len(rotas) > 1:
        raise Refusal(texts.which_rota(names), texts.rota_buttons(command.word, rotas, command.rest))
    return rotas[0], _named(command, rotas[0])


def find_rota(rotas: list[Rota], text: str) -> tuple[Rota, int] | None:
    """Find the rota whose name a text begins with, the longest name first, and the index behind it."""
    names = {fold(rota.name): rota for rota in rotas}
    for end in range(min(len(text), _LONGEST_TYPED), 0, -1):
        at_border = end == len(text) or text[end] in _BORDER
        rota = names.get(" ".join(fold(text[:end]).split())) if at_border else None
        if rota is not None:
            return rota, end
    return None


def without_start(command: Command, end: int) -> Command:
    """Give a command without the first letters of what was typed after its word, its mentions moved along."""
    start = end + len(command.rest[end:]) - len(command.rest[end:].lstrip(" \t\n\u3000,，、:："))
    mentions = tuple(
        replace(each, start=each.start - start, end=each.end - start)
        for each in command.mentions
        if each.start >= start
    )
    return replace(command, rest=command.rest[start:], mentions=mentions)


def is_everybody(command: Command) -> bool:
    """Say whether a command is about everybody."""
    return fold(command.rest).strip() in EVERYBODY or any(each.is_all for each in command.mentions)


def _named(command: Command, rota: Rota) -> Command:
    """Let a command's word name its rota, so that it can be said again as a whole."""
    return replace(command, word=f"{command.word} {rota.name}")


def goes_without_name(command: Command) -> bool:
    """Say whether what follows the word can be no rota's name: nothing, people, or everybody."""
    rest = command.rest
    starts_with_number = fold(rest.split(maxsplit=1)[0]).rstrip("番").isdigit() and "番" in rest if rest else False
    has_mention = any(each.start == 0 for each in command.mentions)
    return not rest or rest[0] in _TARGET or has_mention or starts_with_number or is_everybody(command)


def _without_targets(text: str) -> str:
    for position, letter in enumerate(text):
        if letter in _TARGET:
            return text[:position].strip()
    return text.strip()
