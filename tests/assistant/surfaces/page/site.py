"""What the page is looked at with: a browser, the newsroom behind a real server, and what may not happen on the way."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Route

BARGES = "How many barges have passed the Tessel lock since November 2020?"
INSPECTORS = "What did inspectors find at the lock?"
OTTERS = "How many otters lived below the weir of Pell?"
NOBODY = "Who won the boat race?"

LONG_WORD = "Donaudampfschiff" * 25
OTTER_REPORT = f"""\
Otters <script>window.hacked = 1</script> counted at Pell

June 3, 2021

😀😀 The weir is old. Warden Nils Tarn said that 77 otters <img src=x onerror="window.hacked=1"> lived below the weir \
of Pell.

קברניט הנמל אמר כי הסכר ייפתח מחר בבוקר לכל הסירות.

The warden keeps a list under {LONG_WORD} since May.
"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser_path() -> str | None:
    """Where a browser of the Chromium family is, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def write_otters(folder: Path) -> None:
    """Write a report that would like to be markup, in two directions and with a word that fits nowhere."""
    (folder / "otters.txt").write_text(OTTER_REPORT, encoding="utf-8")
    with (folder / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write('["otters.txt"]\noutlet = "Weir <b>Post</b>"\n')


class Visit:
    """A page that is being read, and all that went wrong meanwhile."""

    def __init__(self, page: Page, base: str) -> None:
        """Let nothing through to elsewhere, and note what is wrong."""
        self.page = page
        self.base = base
        self.wrong: list[str] = []
        self.sent: list[Any] = []  # the bodies of questions
        self.page.route(re.compile(rf"^(?!{re.escape(base)}/)"), self._refuse)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def open(self, hash_: str = "") -> Visit:
        """Open the page, at a place in it."""
        self.page.goto(f"{self.base}/{hash_}")
        self.page.locator("#holdings:not(:empty)").wait_for(state="attached")
        return self

    def ask(self, question: str) -> Locator:
        """Ask, and return the whole answer."""
        before = self.page.locator(".turn").count()
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        turn = self.page.locator(".turn").nth(before)
        turn.locator(".feedback").wait_for()
        return turn

    def cited(self, turn: Locator) -> list[int]:
        """The numbers that an answer's text is marked with, in order."""
        return [int(number) for number in turn.locator(".prose .marker").all_inner_texts()]

    def view(self, name: str) -> Locator:
        """Go to a view by its link."""
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()
        return self.page.locator(f"#{name.lower()}")

    def _refuse(self, route: Route) -> None:
        self.wrong.append(f"{route.request.url} was asked for")
        route.abort()

    def _asked(self, request: Request) -> None:
        if request.url.endswith("/chat"):
            self.sent.append(request.post_data_json)

    def _said(self, message: ConsoleMessage) -> None:
        expected = re.search(r"status of [45]\d\d", message.text)  # what the server refuses is shown in the page
        if message.type in {"error", "warning"} and not expected:
            self.wrong.append(message.text)
