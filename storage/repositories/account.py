"""Who the bot is, remembered from the last time LINE said so."""

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import BotAccount


class AccountRepository:
    """The one row about the official account itself."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session

    async def get(self) -> BotAccount | None:
        """Give what is remembered; None before LINE has ever said."""
        return await self._session.get(BotAccount, 1)

    async def put(self, user_id: str, basic_id: str, name: str) -> None:
        """Remember who the bot is."""
        await self._session.merge(BotAccount(id=1, user_id=user_id, basic_id=basic_id, name=name))
