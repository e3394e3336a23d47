"""The first world: a group a newcomer to the project can play with at once."""

from bot.simulator.identifiers import new_id
from bot.simulator.world import Account, GroupChat, Person, World

FIRST_GROUP = "土曜の会"


def first_world() -> World:
    """Return a fresh world: 土曜の会 with five people, two people outside it, and the bot not yet invited.

    Among the five are one with an emoji in the name and one whose user id bots never see.
    """
    world = World(Account(new_id("U")))
    members = [
        Person(new_id("U"), "美咲", is_friend=True),
        Person(new_id("U"), "けんじ"),
        Person(new_id("U"), "さくら🌸"),
        Person(new_id("U"), "Emma", language="en"),
        Person(new_id("U"), "高橋 のぼる", consented=False),
    ]
    outside = [Person(new_id("U"), "ゆうた"), Person(new_id("U"), "Daniel", language="en")]
    world.people = {person.user_id: person for person in [*members, *outside]}
    group = GroupChat(new_id("C"), FIRST_GROUP, [person.user_id for person in members])
    world.groups = {group.chat_id: group}
    return world
