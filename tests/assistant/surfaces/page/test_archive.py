import httpx
import pytest
from playwright.sync_api import expect

from assistant.surfaces.http import create_app
from tests.assistant.surfaces.page.site import NOBODY
from tests.assistant.surfaces.served import served

HERON = """\
Herons return to Pell

June 9, 2021

Warden Nils Tarn said that 31 herons had returned to the reeds of Pell.
"""


def test_the_timeline_tells_the_events_latest_first_with_who_reports_them(visit) -> None:
    timeline = visit.view("Timeline")
    expect(timeline.locator("h2")).to_have_text(["2021"])
    calls = timeline.locator(".event", has=visit.page.get_by_role("heading", name="Ada Holm and Pavel Ruzic"))
    expect(calls.locator("time")).to_have_text(["9 Jul", "20 Apr", "3 Feb"])
    expect(calls.last.locator("li")).to_contain_text(["Harbour Gazette", "Norlund Press Office"])
    expect(timeline.locator(".event", has_text="Kettle makers")).to_contain_text("inferred")
    calls.last.get_by_role("button", name="Read side by side").click()
    expect(visit.page.locator(".parallel th .outlet")).to_have_text(["Harbour Gazette", "Norlund Press Office"])


def test_one_choice_of_outlets_and_dates_holds_in_every_view(visit) -> None:
    timeline = visit.view("Timeline")
    timeline.locator("summary").click()
    timeline.get_by_label("Harbour Gazette").check()
    expect(timeline.locator(".event")).to_have_count(1)
    expect(timeline.get_by_role("button", name="Read side by side")).to_have_count(0)
    expect(visit.view("Documents").locator(".document .title")).to_have_text(
        "Leaders of Norlund, Ostmere discuss Tessel lock"
    )
    expect(visit.page.locator("#documents")).to_contain_text("1 of 7 documents.")
    timeline = visit.view("Timeline")
    timeline.get_by_role("button", name="Clear").click()
    timeline.get_by_label("To", exact=True).fill("2021-04-30")
    expect(timeline.locator(".event time")).to_have_text(["20 Apr", "3 Feb"])


def test_a_document_is_found_by_its_title_or_outlet_and_opened(visit) -> None:
    documents = visit.view("Documents")
    documents.get_by_label("Find a document").fill("brindle")
    documents.get_by_role("link", name="Kettle makers of Brindle open a museum").click()
    expect(visit.page.locator("#panel h2")).to_have_text("Kettle makers of Brindle open a museum")
    expect(visit.page.locator("#panel mark")).to_have_count(0)
    expect(visit.page.locator("#documents")).to_be_visible()


def test_a_document_is_added_asked_about_and_removed(visit) -> None:
    documents = visit.view("Documents")
    sent = [
        {"name": "herons.txt", "mimeType": "text/plain", "buffer": HERON.encode()},
        {"name": "song.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3"},
    ]
    documents.locator("input[type=file]").set_input_files(sent)
    expect(documents.locator(".told")).to_contain_text("1 added, 1 rejected.")
    expect(documents.locator(".told .problem")).to_contain_text("song.mp3: ")
    expect(documents.locator(".document", has_text="Herons return to Pell")).to_be_visible()
    expect(documents).to_contain_text("8 of 8 documents.")

    question = "How many herons had returned to the reeds of Pell?"
    visit.view("Ask")
    expect(visit.ask(question).locator(".prose strong")).to_have_text("31")

    documents = visit.view("Documents")
    documents.get_by_role("button", name="Remove Herons return to Pell").click()
    documents.get_by_role("button", name="Keep").click()
    documents.get_by_role("button", name="Remove Herons return to Pell").click()
    documents.get_by_role("button", name="Remove for good").click()
    expect(documents).to_contain_text("7 of 7 documents.")
    expect(visit.page.locator("#announcer")).to_have_text("Herons return to Pell was removed.")
    visit.view("Ask")
    expect(visit.ask(question).locator(".prose")).not_to_contain_text("31")


def test_conversations_are_listed_opened_and_deleted(visit, base) -> None:
    visit.ask("Who lost the regatta?")
    visit.ask(NOBODY)
    conversations = visit.view("Conversations")
    row = conversations.locator(".document", has_text="Who lost the regatta?")
    expect(row).to_contain_text("2 questions")
    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    visit.view("Conversations")
    row.get_by_role("link").click()
    expect(visit.page.locator(".turn h2")).to_have_text(["Who lost the regatta?", NOBODY])
    visit.view("Conversations")
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    conversation_id = visit.sent[0]["conversation_id"]
    assert httpx.get(f"{base}/conversations/{conversation_id}").status_code == 404
    visit.view("Ask")
    expect(visit.page.locator(".turn")).to_have_count(0)


def test_a_conversation_that_is_gone_says_so(visits, base) -> None:
    visit = visits(base).open("#conversation=long-forgotten")
    expect(visit.page.locator(".turn")).to_contain_text("no conversation 'long-forgotten'")


class Closed:
    """Has no route to add documents by, nor one to list conversations."""

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        closed = scope["type"] == "http" and (
            (scope["method"] in {"POST", "DELETE"} and scope["path"].startswith("/documents"))
            or scope["path"] == "/conversations"
        )
        await self._app({**scope, "path": "/none", "raw_path": b"/none"} if closed else scope, receive, send)


@pytest.mark.filterwarnings("default")
def test_what_a_server_does_not_offer_is_told(visits, assistant) -> None:
    with served(Closed(create_app(assistant))) as base:
        visit = visits(base).open()
        expect(visit.view("Conversations")).to_contain_text("keeps no list of conversations")
        documents = visit.view("Documents")
        file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Text."}
        documents.locator("input[type=file]").set_input_files([file])
        expect(documents).to_contain_text("does not take documents")
