"""The form each person is in the middle of, sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import OpenForm
from storage.vault import SealBroken, Vault

KEPT_FOR = timedelta(hours=48)
"""How long answers to an unfinished form are kept after the last of them."""
_PURPOSE = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOnRecord:
    """A form somebody is in the middle of, opened: `state` is what `bot.forms` makes of it, plain JSON values."""

    user_id: str
    community_id: int
    form: str
    state: Mapping[str, Any] = field(default_factory=dict)


class FormRepository:
    """The open forms of every community; a person has one at most."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals answers."""
        self._session = session
        self._vault = vault

    async def of(self, user_id: str, now: datetime) -> FormOnRecord | None:
        """Find the form a person is in the middle of; None for none, an expired one, or one no known key opens."""
        row = await self._session.get(OpenForm, user_id)
        if row is None or row.expires_at <= now:
            return None
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
    """Erase every form that nobody went on with for two days."""
    await session.execute(delete(OpenForm).where(col(OpenForm.expires_at) <= now))
