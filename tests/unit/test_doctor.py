"""What `doctor` says about the mail server; LINE is away in these tests."""

from pathlib import Path

import pytest

from bot.doctor import examine
from tests.factories import settings
from tests.scenarios.post_office import SENDER, open_post_office

NOWHERE = "http://127.0.0.1:9"


async def findings(folder: Path, **changes: object) -> dict[str, bool]:
    """What is said about mail, and whether it is good news."""
    found = await examine(
        settings(database_url=f"sqlite:///{folder / 'tsudoi.db'}", line_api_url=NOWHERE, **changes), test_webhook=False
    )
    return {each.sentence: each.is_good for each in found if "mail" in each.sentence.casefold()}


async def test_a_mail_server_that_accepts_the_login_is_good_news(tmp_path: Path) -> None:
    async with open_post_office(password="right") as office:
        url = office.url.replace("smtp://", "smtp://me:right@")
        assert list((await findings(tmp_path, smtp_url=url, mail_from=SENDER)).values()) == [True]


@pytest.mark.parametrize("login", ["me:wrong@", ""])
async def test_a_login_that_is_refused_and_a_server_that_is_away_name_the_setting(tmp_path: Path, login: str) -> None:
    async with open_post_office(password="right") as office:
        url = office.url.replace("smtp://", f"smtp://{login}") if login else "smtp://127.0.0.1:9"
        ((sentence, is_good),) = (await findings(tmp_path, smtp_url=url, mail_from=SENDER)).items()
    assert not is_good
    assert "SMTP_URL" in sentence
    assert "wrong" not in sentence


async def test_without_mail_nothing_is_said_about_it(tmp_path: Path) -> None:
    assert await findings(tmp_path) == {}
