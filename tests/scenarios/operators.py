"""What the operator of the account does in scenarios: being told, and making a code on the server."""

from dataclasses import replace

from bot.simulator import Person
from storage.unit_of_work import UnitOfWork
from tests.scenarios.world import World


def appoint_operator(world: World, person: Person) -> None:
    """Let a person run the account, as if the setting named them."""
    services = world.bot.services
    services.options = replace(services.options, operator_user_ids=frozenset({person.user_id}))


async def make_operators_code(world: World) -> str:
    """Make a code as `python -m bot claim-code` does."""
    services = world.bot.services
    now = world.clock.now()
    async with services.database.write() as session:
        return await UnitOfWork(session, services.vault, now).claims.make_operators_code(now)
