"""The form each person is in the middle of, sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import OpenForm
from storage.vault import SealBroken, Vault

KEPT_FOR = timedelta(hours=48)
"""How long answers to an unfinished form are kept after the last of them."""
REMEMBERED_FOR = timedelta(days=7)
"""How long it is then known, without any answer, that there was one: whoever comes back is told, once."""
_ERASED = b""
_PURPOSE = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOnRecord:
    """A form somebody is in the middle of, opened: `state` is what `bot.forms` makes of it, plain JSON values.

    Of one that has run out (`is_expired`) nothing but its name is left.
    """

    user_id: str
    community_id: int
    form: str
    state: Mapping[str, Any] = field(default_factory=dict)
    is_expired: bool = False


class FormRepository:
    """The open forms of every community; a person has one at most."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals answers."""
        self._session = session
        self._vault = vault

    async def of(self, user_id: str, now: datetime) -> FormOnRecord | None:
        """Find the form a person is in the middle of, or was; None for none, or one no known key opens."""
        row = await self._session.get(OpenForm, user_id)
        if row is None or row.expires_at + REMEMBERED_FOR <= now:
            return None
        if row.expires_at <= now:
            return FormOnRecord(user_id=user_id, community_id=row.community_id, form=row.form, is_expired=True)
        try:
            state = json.loads(self._vault.open_text(_PURPOSE, row.state))
        except SealBroken:
            return None
        return FormOnRecord(user_id=user_id, community_id=row.community_id, form=row.form, state=state)

    async def keep(self, form: FormOnRecord, now: datetime) -> None:
        """Keep a form as it stands now, in place of what the person had open, for two more days."""
        sealed = self._vault.seal_text(_PURPOSE, json.dumps(form.state, ensure_ascii=False))
        await self._session.merge(
            OpenForm(
                user_id=form.user_id,
                community_id=form.community_id,
                form=form.form,
                state=sealed,
                expires_at=now + KEPT_FOR,
            )
        )
        await self._session.flush()

    async def forget(self, user_id: str) -> None:
        """Erase what a person was in the middle of."""
        row = await self._session.get(OpenForm, user_id)
        if row is not None:
            await self._session.delete(row)
            await self._session.flush()


async def forget_old_forms(session: AsyncSession, now: datetime) -> None:
    """Erase the answers to every form that nobody went on with for two days, and later that there was one."""
    await session.execute(delete(OpenForm).where(col(OpenForm.expires_at) <= now - REMEMBERED_FOR))
    await session.execute(
        update(OpenForm).where(col(OpenForm.expires_at) <= now, col(OpenForm.state) != _ERASED).values(state=_ERASED)
    )
