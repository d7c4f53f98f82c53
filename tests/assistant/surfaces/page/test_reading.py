import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.surfaces.page.site import BARGES, INSPECTORS, LONG_WORD, OTTERS


def highlighted(visit) -> str:
    visit.page.locator("#panel mark").first.wait_for()
    return "".join(visit.page.locator("#panel mark").all_inner_texts())


@pytest.mark.parametrize("question", [BARGES, INSPECTORS, OTTERS])
def test_each_marker_opens_its_passage_highlighted_inside_its_document(visit, base, question) -> None:
    citations = httpx.post(f"{base}/chat", json={"message": question}, timeout=20).json()["citations"]
    turn = visit.ask(question)
    for citation in citations:
        turn.locator(f".prose .marker[data-number='{citation['number']}']").first.click()
        expect(visit.page.locator("#panel h2")).to_have_text(citation["title"])
        assert highlighted(visit) == citation["quote"]
        document = httpx.get(f"{base}/documents/{citation['document_id']}").json()
        shown = visit.page.locator("#panel .text p").all_inner_texts()
        assert shown == [line for line in document["text"].split("\n") if line]


def test_the_passage_is_in_sight_and_has_the_focus_and_closing_gives_it_back(visit) -> None:
    marker = visit.ask(BARGES).locator(".marker").nth(3)
    marker.click()
    mark = visit.page.locator("#panel mark")
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#panel")).to_be_hidden()
    expect(marker).to_be_focused()


def test_what_cleaning_took_out_is_there_with_its_reasons(visit) -> None:
    visit.ask("How many kettles does the museum show?").locator(".marker").first.click()
    removed = visit.page.locator("#panel .removed")
    removed.get_by_text("Cleaning took out 5 pieces").click()
    expect(removed.locator("dt")).to_contain_text(["byline", "advertisement", "subscription line"], ignore_case=True)
    expect(removed.locator("dd", has_text="Subscribe to our newsletter")).to_be_visible()


def test_who_said_which_sentence_can_be_shown(visit) -> None:
    visit.ask(BARGES).locator(".marker").first.click()
    speakers = visit.page.locator("#panel .speaker")
    expect(speakers.filter(has_text="Ada Holm").first).to_be_hidden()
    visit.page.get_by_label("Show who said it").check()
    expect(speakers.filter(has_text="Ada Holm").first).to_be_visible()
    expect(speakers.filter(has_text="Pavel Ruzic").first).to_be_visible()


def test_a_passage_can_be_linked_to(visits, base) -> None:
    document = httpx.get(f"{base}/documents/otters").json()
    start = document["text"].index("77 otters")
    visit = visits(base).open(f"#document=otters&start={start}&end={start + 9}")
    assert highlighted(visit) == "77 otters"
    visit.page.get_by_role("button", name="Close the document").click()
    expect(visit.page.locator("#panel")).to_be_hidden()
    expect(visit.page).not_to_have_url(re.compile("document="))
    visit.page.go_back()
    assert highlighted(visit) == "77 otters"


def test_a_link_to_nothing_says_so(visits, base) -> None:
    visit = visits(base).open("#document=nowhere&start=0&end=5")
    expect(visit.page.locator("#panel")).to_contain_text("no document 'nowhere'")


def test_a_series_is_drawn_over_time_with_its_quotes(visit) -> None:
    figure = visit.ask(BARGES).locator(".discrepancy.series")
    drawing = figure.get_by_role("img")
    expect(drawing).to_have_attribute(
        "aria-label",
        "barges by date: some 212 on 3 Feb 2021; more than 640 on 20 Apr 2021; more than 1,150 on 9 Jul 2021",
    )
    places = [float(x) for x in figure.locator("circle").evaluate_all("all => all.map(one => one.getAttribute('cx'))")]
    heights = [float(y) for y in figure.locator("circle").evaluate_all("all => all.map(one => one.getAttribute('cy'))")]
    february, april, july = places
    # 76 days lie between the first two calls, and 80 between the last two.
    assert (april - february) / (july - april) == pytest.approx(76 / 80, rel=0.01)
    ground = float(figure.locator(".axis").get_attribute("y1"))
    assert (ground - heights[0]) / (ground - heights[2]) == pytest.approx(212 / 1150, rel=0.01)
    expect(figure.locator("blockquote strong")).to_have_text(["some 212", "more than 640", "more than 1,150"])
    figure.locator(".quotes > li").nth(1).hover()
    expect(figure.locator(".point.pointed .number")).to_have_text("640")
    figure.locator(".quotes .marker").last.click()
    assert highlighted(visit).startswith("more than 1,150 barges")


def compared(visit) -> list[list[str]]:
    visit.page.locator(".parallel").wait_for()
    rows = visit.page.locator(".parallel tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def marked(visit, text: str) -> list[str]:
    return visit.page.locator(".parallel tr", has_text=text).locator("mark").all_inner_texts()


def test_two_wordings_are_read_side_by_side_with_their_differences_marked(visit) -> None:
    figure = visit.ask(INSPECTORS).locator(".discrepancy.wording")
    expect(figure.locator(".value")).to_have_text(["illegal shipment of kettles", "illegal shipments"])
    figure.get_by_role("button", name="Read side by side").click()
    rows = compared(visit)
    expect(visit.page.locator(".parallel th .outlet")).to_have_text(["Norlund Press Office", "Harbour Gazette"])
    assert marked(visit, "traces of") == ["The President", "the", "shipment of kettles", "She", "shipments"]
    assert ["Pavel Ruzic proposed to send neutral observers to the lock.", "Not in this report"] in rows
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#compare")).to_be_hidden()
    expect(figure.get_by_role("button", name="Read side by side")).to_be_focused()
    expect(visit.page).not_to_have_url(re.compile("compare="))


def test_who_also_reported_a_statement_is_read_beside_it(visit) -> None:
    sources = visit.ask(BARGES).locator(".sources").first
    expect(sources.get_by_role("button", name="Read side by side")).to_have_count(1)
    sources.get_by_role("button", name="Read side by side").click()
    row = next(row for row in compared(visit) if "212" in row[0])
    assert "212" in row[1]
    visit.page.locator(".parallel th").get_by_role("link", name="Leaders of Norlund").click()
    expect(visit.page.locator("#compare")).to_be_hidden()
    expect(visit.page.locator("#panel h2")).to_have_text("Leaders of Norlund, Ostmere discuss Tessel lock")


def test_text_of_a_document_is_never_markup(visit) -> None:
    turn = visit.ask(OTTERS)
    expect(turn.locator(".prose")).to_contain_text('<img src=x onerror="window.hacked=1">')
    expect(turn.locator(".sources .title").first).to_contain_text("<script>window.hacked = 1</script>")
    turn.locator(".marker").first.click()
    expect(visit.page.locator("#panel .about").first).to_contain_text("Weir <b>Post</b>")
    visit.view("Documents")
    expect(visit.page.locator("#documents")).to_contain_text("<script>window.hacked = 1</script>")
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("main img, main script, main b, #panel img, #panel script").count() == 0


def test_text_runs_in_its_own_direction_and_long_words_break(visits, base) -> None:
    visit = visits(base, viewport={"width": 390, "height": 844}).open("#document=otters")
    hebrew = visit.page.locator("#panel .text p", has_text="קברניט")
    assert hebrew.evaluate("one => getComputedStyle(one).direction") == "rtl"
    long = visit.page.locator("#panel .text p", has_text=LONG_WORD)
    assert long.evaluate("one => one.getBoundingClientRect().right") <= 390
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
