"""A chart on the page: bars as long as their shares, on a desktop and on a phone."""

from datetime import date

import pytest
from playwright.async_api import expect

from bot.i18n import speaking
from bot.messages import to_line
from handlers.rotation.monthly_texts import Period, chart
from storage.models import MonthlyTurnover
from storage.repositories.turnover import Heard
from tests.browser.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


def month(first_day: date, heard: Heard, **numbers: int) -> Period:
    return Period(first_day, MonthlyTurnover(community_id=1, month=first_day, **numbers), heard)


@pytest.mark.parametrize("kind", ["desktop", pytest.param("phone", marks=pytest.mark.phone)])
async def test_bars_are_as_long_as_their_shares(stage: Stage, kind: str) -> None:
    stage.line.group("土曜の会").has_bot = True
    this = month(date(2026, 11, 1), Heard(45, 60), came=4, went=2, first_words=3, answered=2, answer_minutes=180)
    last = month(date(2026, 10, 1), Heard(48, 57), came=2, first_words=2, answered=2, answer_minutes=720)
    with speaking("ja"):
        await stage.show(to_line(chart(this, last, in_group=66, known=60, seats="空き：3席。順番待ち：0人。")))

    card = stage.group.locator(".flex-bubble").last
    await expect(card).to_contain_text("入った人")
    bars = card.locator('[style*="%"]')
    boxes = [await bars.nth(place).bounding_box() for place in range(await bars.count())]
    tracks = [await bars.nth(place).locator("..").bounding_box() for place in range(await bars.count())]
    shares = [
        round(bar["width"] / track["width"], 2) for bar, track in zip(boxes, tracks, strict=True) if bar and track
    ]
    assert shares == [1.0, 0.5, 0.5, 0.25, 0.16, 0.25, 1.0], kind
    assert await card.locator(".unsupported").count() == 0
    assert stage.complaints == []
