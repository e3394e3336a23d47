"""A browser for all tests, and a stage of its own for each.

The page, the bot and the simulated LINE share one event loop that lasts as long as the browser. Without a Chromium the
tests are skipped, except where `CI` is set: there they fail.
"""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.stage import DESKTOP, PHONE, Stage, open_stage

PATIENCE_MILLISECONDS = 15_000
"""Far longer than anything takes here, on a machine that does other things as well."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks of this folder known."""
    config.addinivalue_line("markers", "phone: the page on a phone instead of a desktop")
    config.addinivalue_line("markers", "english: a browser that asks for English instead of Japanese")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    found = find_chromium()
    if found is None:
        reason = "no Chromium on this machine, and it cannot be installed without root and apt-get"
        # Somebody without Chromium can still run the rest; where it counts, a page nobody looked at is a failure.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return str(found)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser, in which every test gets a window that knows nothing of the others."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(
    browser: Browser, sqlite_template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    """A desktop's window in Japanese; `@pytest.mark.phone` and `@pytest.mark.english` change that.

    A test fails when the browser's console showed an error.
    """
    database = tmp_path / "tsudoi.db"
    shutil.copy(sqlite_template, database)
    viewport = PHONE if request.node.get_closest_marker("phone") else DESKTOP
    locale = "en-GB" if request.node.get_closest_marker("english") else "ja-JP"
    async with open_stage(browser, database, viewport=viewport, locale=locale) as opened:
        yield opened
        assert opened.complaints == []
