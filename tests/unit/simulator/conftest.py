"""The stage as a fixture."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.simulator.stage import Stage, build_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    built = build_stage()
    yield built
    await built.api.aclose()
    await built.simulator.close()
