"""Makes the pictures in the READMEs: `.venv/bin/python docs/pictures/make.py`, after `make test`, with Chromium.

For each language it starts the bot and the simulated LINE in an empty folder, lets a group go through its first
minutes by the same `/sim` calls the page makes, and takes a picture of the page.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import typer
from playwright.sync_api import ViewportSize, sync_playwright

PICTURES = Path(__file__).parent
PROJECT = PICTURES.parent.parent
PORT = 8470
SIZE = ViewportSize(width=1360, height=900)
LONGEST_WAIT_SECONDS = 60.0
JAPAN = ZoneInfo("Asia/Tokyo")
TIME_OF_DAY = 19
"""An hour at which people write to each other."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class NeverCame(Exception):
    """Something that should have appeared on the page did not."""


class NoBrowser(Exception):
    """Chromium is not installed."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed and tapped in one language."""

    claim: str
    rules: str
    ready_set: str
    use_set: str
    show_rules: str
    read: str
    thanks: str


WORDS = {
    "ja": Words(
        "主催者の登録", "ルールを決める", "趣味の会", "このルールにする", "ルール", "読みました", "はじめまして！"
    ),
    "en": Words(
        "claim", "setrules", "Hobby group", "Use these rules", "rules", "I have read them", "Hello, everybody!"
    ),
}


class Stage:
    """The simulated LINE with its first group, acted on through `/sim`."""

    def __init__(self, url: str) -> None:
        """Take the address of the page."""
        self._http = httpx.Client(base_url=url, timeout=30)
        world = self.world()
        self.bot = str(world["bot"]["user_id"])
        self.group = str(world["groups"][0]["chat_id"])
        self.people = [str(person["user_id"]) for person in world["people"]]

    def world(self) -> dict[str, Any]:
        """Give everything the page shows."""
        world: dict[str, Any] = self._http.get("/sim/world").raise_for_status().json()
        return world

    def act(self, action: str, **wanted: object) -> None:
        """Do what a click on the page would do."""
        self._http.post(f"/sim/{action}", json=wanted).raise_for_status()

    def said(self, chat: str) -> list[dict[str, Any]]:
        """Give what the bot has said in a chat."""
        lines = self.world()["chats"].get(chat, [])
        return [line for line in lines if line["kind"] == "message" and line["author"] == self.bot]

    def say(self, person: str, chat: str, text: str) -> None:
        """Let a person say something, and wait for the bot's next word there."""
        shown_in = person if chat == self.bot else chat
        before = len(self.said(shown_in))
        self.act("say", person=person, chat=chat, text=text)
        until(lambda: len(self.said(shown_in)) > before)

    def tap(self, person: str, chat: str, label: str) -> None:
        """Let a person tap the newest button with a label, and wait for the bot's next word there."""
        shown_in = person if chat == self.bot else chat
        until(lambda: any(label == button["label"] for line in self.said(shown_in) for button in line["buttons"]))
        before = self.said(shown_in)
        message, index = [
            (line["id"], index)
            for line in before
            for index, button in enumerate(line["buttons"])
            if button["label"] == label
        ][-1]
        self.act("tap", person=person, chat=chat, message=message, button=index)
        until(lambda: len(self.said(shown_in)) > len(before))


def seconds_until(hour: int) -> int:
    """Give how long it is until it is this hour where the group lives."""
    now = datetime.now(JAPAN)
    wanted = now.replace(hour=hour, minute=0, second=0)
    return int((wanted - now).total_seconds()) % 86_400 + 1


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something to become so; NeverCame after a minute."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while not is_so():
        if time.monotonic() > end:
            raise NeverCame
        time.sleep(0.1)


@contextmanager
def simulator(data: Path) -> Iterator[str]:
    """Run the bot and the simulated LINE, and give the address of the page."""
    url = f"http://127.0.0.1:{PORT}"
    command = [sys.executable, "-m", "bot", "simulate", "--port", str(PORT), "--data", str(data)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    try:
        announced = process.stdout.readline() if process.stdout is not None else ""
        if url not in announced:
            raise NeverCame(f"port {PORT} is in use, or the bot did not start")
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)


def play(stage: Stage, language: str) -> str:
    """Play the first minutes and give the newcomer: invited, claimed, rules chosen, somebody greeted who reads them."""
    words, host, newcomer = WORDS[language], stage.people[0], stage.people[5 if language == "ja" else 6]
    stage.act("time", seconds=seconds_until(TIME_OF_DAY))
    stage.act("invite", group=stage.group)
    until(lambda: bool(stage.said(stage.group)))
    stage.act("follow", person=newcomer)
    until(lambda: bool(stage.said(newcomer)))
    for person in (host, newcomer):
        stage.say(person, stage.bot, f"/lang {language}")
    stage.say(host, stage.bot, words.claim)
    code = next(line["text"] for line in stage.said(host) if line["text"].startswith("/claim "))
    stage.say(host, stage.group, code)
    stage.say(host, stage.group, f"/lang {language}")
    stage.say(host, stage.bot, "/status")  # takes along what waited for the host
    stage.say(host, stage.bot, words.rules)
    stage.tap(host, stage.bot, words.ready_set)
    stage.tap(host, stage.bot, words.use_set)
    greeted = len(stage.said(stage.group))
    stage.act("join", group=stage.group, people=[newcomer])
    until(lambda: len(stage.said(stage.group)) > greeted)
    stage.act("say", person=newcomer, chat=stage.group, text=words.thanks)
    stage.say(newcomer, stage.bot, words.show_rules)
    stage.tap(newcomer, stage.bot, words.read)
    return newcomer


def take(url: str, person: int, picture: Path) -> None:
    """Take a picture of the page as the person in this place of its list sees it."""
    browser_path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser_path is None:
        raise NoBrowser
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(url)
        page.locator(".person-list button").nth(person).click()
        page.locator("#private article").first.wait_for()
        page.screenshot(path=picture)
        browser.close()


def main() -> None:
    """Make both pictures."""
    os.environ["TZ"] = "Asia/Tokyo"
    for language in WORDS:
        picture = PICTURES / f"first-minute.{language}.png"
        with tempfile.TemporaryDirectory() as data, simulator(Path(data)) as url:
            stage = Stage(url)
            newcomer = stage.people.index(play(stage, language))
            take(f"{url}/?lang={language}", newcomer, picture)
        typer.echo(f"{picture.relative_to(PROJECT)}: {picture.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
