"""A browser for all tests, a window for each kind of screen and language, and a stage of its own for each test.

The page, the bot and the simulated LINE share one event loop that lasts as long as the browser. Without a Chromium the
tests are skipped, except where `CI` is set: there they fail.
"""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.chromium import FLAGS, NoChromium, find_chromium
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
    try:
        return find_chromium()
    except NoChromium as none:
        # Somebody without Chromium can still run the rest; where it counts, a page nobody looked at is a failure.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(none))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One browser for all tests of a process."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        await opened.close()


@pytest.fixture(scope="session")
def windows() -> dict[tuple[bool, bool], Page]:
    """The windows that are open, by whether they are a phone's and English; each is opened once, as it takes long."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser, windows: dict[tuple[bool, bool], Page], request: pytest.FixtureRequest) -> Page:
    """A window as the test's marks want it, opened once."""
    is_phone, is_english = (request.node.get_closest_marker(mark) is not None for mark in ("phone", "english"))
    kind = (is_phone, is_english)
    if kind not in windows or windows[kind].is_closed():
        context = await browser.new_context(
            viewport=PHONE if is_phone else DESKTOP,
            locale="en-GB" if is_english else "ja-JP",
            timezone_id="Asia/Tokyo",
        )
        windows[kind] = await context.new_page()
    return windows[kind]


@pytest_asyncio.fixture(loop_scope="session")
async def stage(window: Page, sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """A desktop's window in Japanese; `@pytest.mark.phone` and `@pytest.mark.english` change that.

    A test fails when the browser's console showed an error.
    """
    database = tmp_path / "tsudoi.db"
    shutil.copy(sqlite_template, database)
    async with open_stage(window, database) as opened:
        yield opened
        assert opened.complaints == []
