"""What a community may choose: typed, within bounds, and readable whatever is stored."""

import json

import pytest

from bot.group_settings import GroupSetting, SettingRefused
from storage.models import Community
from storage.repositories.history import SettingRepository
from tests.factories import NOW


class Kept(SettingRepository):
    """Settings kept in memory, with who changed them last."""

    def __init__(self, **stored: object) -> None:
        self.stored = {key.replace("__", "."): json.dumps(value) for key, value in stored.items()}
        self.changed_by: int | None = None
        self._community = Community(language="ja", timezone="Asia/Tokyo", created_at=NOW)

    async def get(self, key: str) -> str | None:
        return self.stored.get(key)

    async def put(self, key: str, value: str | None, *, by: int | None, now: object) -> None:
        self.changed_by = by
        if value is None:
            self.stored.pop(key, None)
        else:
            self.stored[key] = value


SECONDS = GroupSetting(
    key="welcome.seconds",
    kind=int,
    default=10,
    meaning=lambda: "Seconds to wait",
    bounds=lambda: "From 5 to 60.",
    allows=lambda value: 5 <= value <= 60,
)
MENTION = GroupSetting("welcome.mention", bool, False, lambda: "Mention newcomers", lambda: "on or off")


async def test_the_default_stands_until_something_is_chosen() -> None:
    kept = Kept()
    assert await SECONDS.read(kept) == 10
    await SECONDS.write(kept, 30, by=1, now=NOW)
    assert (await SECONDS.read(kept), kept.changed_by) == (30, 1)


async def test_a_reset_goes_back_to_the_default() -> None:
    kept = Kept(welcome__seconds=30)
    await SECONDS.reset(kept, by=2, now=NOW)
    assert (await SECONDS.read(kept), kept.stored, kept.changed_by) == (10, {}, 2)


@pytest.mark.parametrize("value", [5, 60])
async def test_a_value_at_the_bounds_is_kept(value: int) -> None:
    kept = Kept()
    await SECONDS.write(kept, value, by=None, now=NOW)
    assert await SECONDS.read(kept) == value


@pytest.mark.parametrize("value", [4, 61, True])
async def test_a_value_out_of_bounds_is_refused_with_the_bounds(value: int) -> None:
    kept = Kept()
    with pytest.raises(SettingRefused) as caught:
        await SECONDS.write(kept, value, by=None, now=NOW)
    assert caught.value.bounds == "From 5 to 60."
    assert kept.stored == {}


@pytest.mark.parametrize("stored", [4, "30", None, True, 30.0, [30]])
async def test_what_an_older_version_stored_and_no_longer_fits_counts_as_the_default(stored: object) -> None:
    assert await SECONDS.read(Kept(welcome__seconds=stored)) == 10


async def test_a_switch_is_no_number() -> None:
    kept = Kept(welcome__mention=1)
    assert await MENTION.read(kept) is False
    await MENTION.write(kept, True, by=None, now=NOW)
    assert await MENTION.read(kept) is True
