"""Processes that are always cleaned up, and a stage for them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.processes import Programs
from tests.acceptance.stage import Stage, open_stage

pytest.register_assert_rewrite("tests.acceptance.story")


@pytest.fixture
async def programs(tmp_path: Path) -> AsyncIterator[Programs]:
    """Programs that run in a folder of this test's own and are gone when it ends."""
    folder = tmp_path / "programs"
    folder.mkdir()
    started = Programs(folder)
    yield started
    await started.clean_up()


@pytest.fixture
async def stage(programs: Programs, database_url: str) -> AsyncIterator[Stage]:
    """A simulated LINE and a bot that is not started yet, on SQLite unless the test asks for PostgreSQL."""
    async with open_stage(programs, database_url) as opened:
        yield opened
