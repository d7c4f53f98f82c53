import asyncio
import re
import threading

import httpx
import pytest
from playwright.sync_api import expect

from assistant.errors import AssistantError
from assistant.keys import Keys
from assistant.surfaces.http import create_app
from assistant.types import Delta, StatusEvent
from tests.assistant.surfaces.conftest import SmallAssistant
from tests.assistant.surfaces.page.site import BARGES, INSPECTORS, NOBODY
from tests.assistant.surfaces.served import served


def test_an_answer_carries_the_citations_that_every_surface_gives(visit, base) -> None:
    answer = httpx.post(f"{base}/chat", json={"message": BARGES}, timeout=20).json()
    turn = visit.ask(BARGES)
    assert visit.cited(turn) == [1, 2, 3, 4, 3, 1]
    quotes = turn.locator(".prose blockquote").all_inner_texts()
    assert [quote.split("”")[0].strip("“") for quote in quotes] == [
        answer["citations"][number - 1]["quote"] for number in (1, 3, 4)
    ]
    assert turn.locator(".prose strong").all_inner_texts() == ["some 212", "more than 640", "more than 1,150"]


def test_each_source_says_whose_it_is_of_which_day_and_who_also_reports_it(visit) -> None:
    sources = visit.ask(INSPECTORS).locator(".sources").first.locator(".source")
    first, second = sources.all()
    expect(first).to_contain_text("Norlund Press Office · event 3 Feb 2021 stated · published 3 Feb 2021")
    expect(first).to_contain_text("said by Ada Holm")
    expect(first).to_contain_text("Also reported by Harbour Gazette")
    expect(second).to_contain_text("She noted that inspectors had found traces of illegal shipments")


def test_a_follow_up_is_understood_from_what_went_before(visit) -> None:
    visit.ask(BARGES)
    turn = visit.ask("And in the April call?")
    expect(turn).to_contain_text("Understood as: How many barges")
    expect(turn.locator(".prose")).to_contain_text("more than 640")
    assert visit.sent[0]["conversation_id"] == visit.sent[1]["conversation_id"]


def test_a_conversation_is_there_again_when_the_page_is_loaded_again(visit) -> None:
    visit.ask(BARGES)
    visit.ask(NOBODY)
    visit.page.reload()
    expect(visit.page.locator(".turn h2")).to_have_text([BARGES, NOBODY])
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    visit.ask(INSPECTORS)
    assert visit.sent[0]["conversation_id"] != visit.sent[-1]["conversation_id"]


def test_an_abstention_offers_what_came_near_as_no_answer(visit, base) -> None:
    near = httpx.post(f"{base}/chat", json={"message": "How many kettles did the guild of smiths sell?"}).json()
    assert near["status"] == "abstained"
    turn = visit.ask("How many kettles did the guild of smiths sell?")
    expect(turn.locator(".prose")).to_have_text(near["text"])
    expect(turn).to_contain_text("They do not answer the question.")
    expect(turn.locator(".related .source")).to_have_count(len(near["related"]))
    assert visit.cited(turn) == []


def test_a_question_in_the_address_is_asked(visits, base) -> None:
    visit = visits(base).open("#q=What%20did%20inspectors%20find%20at%20the%20lock%3F")
    expect(visit.page.locator(".turn .prose")).to_contain_text("illegal shipment of kettles")
    assert [body["message"] for body in visit.sent] == [INSPECTORS]
    expect(visit.page).not_to_have_url(re.compile("q="))
    expect(visit.page).to_have_title(f"{INSPECTORS} · Readout")


def test_only_the_chosen_outlet_and_dates_are_asked(visit) -> None:
    visit.page.locator("#composer summary").click()
    visit.page.locator("#composer").get_by_label("Norlund Press Office").check()
    visit.page.locator("#composer").get_by_label("From").fill("2021-04-01")
    turn = visit.ask(BARGES)
    expect(turn).to_contain_text("Looking in Norlund Press Office, from 1 Apr 2021")
    assert visit.sent[0]["filters"] == {"outlets": ["Norlund Press Office"], "since": "2021-04-01", "until": None}
    expect(turn.locator(".prose")).to_contain_text("more than 640")
    expect(turn.locator(".prose")).not_to_contain_text("212")
    visit.page.locator("#composer summary").click()
    visit.page.locator("#composer").get_by_role("button", name="Clear").click()
    expect(visit.page.locator("#composer summary")).to_contain_text("all outlets, any date")


def test_a_rating_and_its_comment_are_stored(visit, reports) -> None:
    def wrong() -> list[str]:
        return [one.comment for one in reports.feedback.wrong() if one.answer.question == "Who lost the boat race?"]

    turn = visit.ask("Who lost the boat race?")
    turn.get_by_role("button", name="Wrong answer").click()
    turn.get_by_label("What is wrong?").fill("The ferry did.")
    turn.get_by_role("button", name="Send").click()
    expect(turn).to_contain_text("Thank you, noted.")
    assert wrong() == ["The ferry did."]
    turn.get_by_role("button", name="Good answer").click()
    expect(turn.get_by_role("button", name="Wrong answer")).to_have_attribute("aria-pressed", "false")
    expect(turn).to_contain_text("Noted.")
    assert wrong() == []


def test_an_answer_is_copied_with_what_finds_its_quotes_again(visits, base) -> None:
    visit = visits(base, permissions=["clipboard-read", "clipboard-write"]).open()
    visit.ask(INSPECTORS).get_by_role("button", name="Copy with sources").click()
    expect(visit.page.locator("#announcer")).to_have_text("Copied with its sources.")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(INSPECTORS)
    assert "[2] Leaders of Norlund, Ostmere discuss Tessel lock, Harbour Gazette, event 2021-02-03" in copied


class Slow(SmallAssistant):
    """Streams the first words of an answer, and goes on when it is told to."""

    def __init__(self, archive):
        super().__init__(archive)
        self.left = threading.Event()

    def go_on(self) -> None:
        self._loop.call_soon_threadsafe(self._may.set)

    async def stream(self, question, **options):
        self._loop, self._may = asyncio.get_running_loop(), asyncio.Event()
        try:
            yield StatusEvent("answer")
            yield Delta("The ferry, as the ")
            await self._may.wait()
            async for event in super().stream(question, **options):
                yield event
        finally:
            self.left.set()


def test_words_are_shown_as_they_come_and_the_whole_answer_at_the_end(visits, assistant) -> None:
    slow = Slow(assistant.archive)
    with served(create_app(slow)) as base:
        visit = visits(base).open()
        visit.page.get_by_label("Your question").fill("What did the ferry carry?")
        visit.page.keyboard.press("Enter")
        answer = visit.page.locator(".turn .answer")
        expect(answer).to_have_text("The ferry, as the")
        expect(answer).to_have_attribute("aria-busy", "true")
        slow.go_on()
        expect(answer.locator("blockquote")).to_contain_text("carried 12 cars")
        assert answer.get_attribute("aria-busy") is None
        expect(answer).not_to_contain_text("as the")


def test_stopping_stops_the_work(visits, assistant) -> None:
    slow = Slow(assistant.archive)
    with served(create_app(slow)) as base:
        visit = visits(base).open()
        visit.page.get_by_label("Your question").fill("What did the ferry carry?")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".turn .answer")).to_have_text("The ferry, as the")
        visit.page.get_by_role("button", name="Stop").click()
        expect(visit.page.locator(".turn .answer")).to_contain_text("Stopped.")
        assert slow.left.wait(5)
        expect(visit.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_what_goes_wrong_is_told_and_can_be_tried_again(visits, assistant) -> None:
    assistant.failure = AssistantError("The ferry is not in today.")
    with served(create_app(assistant)) as base:
        visit = visits(base).open()
        visit.page.get_by_label("Your question").fill("What did the ferry carry?")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".turn")).to_contain_text("The ferry is not in today.")
        assistant.failure = None
        visit.page.get_by_role("button", name="Try again").click()
        expect(visit.page.locator(".turn blockquote").first).to_contain_text("carried 12 cars")
        expect(visit.page.locator(".turn")).to_have_count(1)


def test_a_key_is_asked_for_where_the_server_wants_one_and_kept_for_the_tab(visits, assistant) -> None:
    key = Keys(assistant.archive.engine).add("desk")
    with served(create_app(assistant)) as base:
        visit = visits(base)
        visit.page.goto(base)
        visit.page.get_by_label("API key").fill("wrong")
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_text("That key was not accepted")).to_be_visible()
        visit.page.get_by_label("API key").fill(key)
        visit.page.get_by_role("button", name="Use it").click()
        expect(visit.page.locator("#holdings")).to_contain_text("3 documents")
        visit.page.reload()
        expect(visit.page.locator("#holdings")).to_contain_text("3 documents")
        expect(visit.page.get_by_label("API key")).not_to_be_visible()
        assert visit.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("decline", ["Not now", "Escape"])
def test_who_has_no_key_is_told_why_nothing_is_shown(visits, assistant, decline) -> None:
    Keys(assistant.archive.engine).add("desk")
    with served(create_app(assistant)) as base:
        visit = visits(base)
        visit.page.goto(base)
        visit.page.get_by_label("API key").wait_for()
        if decline == "Escape":
            visit.page.keyboard.press("Escape")
        else:
            visit.page.get_by_role("button", name=decline).click()
        expect(visit.page.locator("#holdings")).to_contain_text("A key is needed")
