import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.assistant.surfaces.page.site import BARGES, INSPECTORS, NOBODY

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def violations(visit) -> list[str]:
    """What axe-core calls serious or critical on the page as it is."""
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(Axe().axe_script)
    found = visit.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"])
def test_axe_finds_nothing_serious(visits, base, options) -> None:
    visit = visits(base, reduced_motion="reduce", **options).open()
    turn = visit.ask(BARGES)
    turn.get_by_role("button", name="Wrong answer").click()
    turn.locator(".marker").first.click()
    visit.page.locator("#panel mark").wait_for()
    visit.page.get_by_label("Show who said it").check()
    assert violations(visit) == []
    visit.page.keyboard.press("Escape")
    turn.get_by_role("button", name="Read side by side").click()
    visit.page.locator(".parallel").wait_for()
    assert violations(visit) == []
    visit.page.keyboard.press("Escape")
    visit.view("Timeline").locator(".event").first.wait_for()
    assert violations(visit) == []
    visit.view("Documents").locator(".document").first.wait_for()
    visit.page.locator("#documents summary").click()
    assert violations(visit) == []


def test_axe_finds_nothing_serious_where_there_is_little_to_see(visits, base) -> None:
    visit = visits(base, reduced_motion="reduce").open()
    assert violations(visit) == []
    visit.ask(NOBODY)
    visit.view("Conversations").locator(".document").first.wait_for()
    visit.page.locator("#help").click()
    assert violations(visit) == []


def test_axe_finds_what_is_wrong(visit) -> None:
    visit.page.evaluate("document.querySelector('#theme').removeAttribute('aria-label')")
    visit.page.evaluate("document.querySelector('#theme').removeAttribute('title')")
    assert [one.split(":")[0] for one in violations(visit)] == ["button-name"]


def test_everything_can_be_done_with_the_keyboard_alone(visit) -> None:
    press = visit.page.keyboard.press
    press("/")
    visit.page.keyboard.type(INSPECTORS)
    press("Enter")
    visit.page.locator(".turn .feedback").wait_for()
    press("Shift+Tab")  # out of the question
    press("s")
    press("s")
    second = visit.page.locator(".turn .marker").nth(1)
    expect(second).to_be_focused()
    assert second.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    press("Enter")
    expect(visit.page.locator("#panel mark")).to_be_focused()
    press("Escape")
    expect(second).to_be_focused()
    press("t")
    expect(visit.page.locator("#timeline-title")).to_be_focused()
    compare = visit.page.locator("#timeline").get_by_role("button", name="Read side by side")
    for _ in range(30):
        press("Tab")
        if compare.evaluate("one => one === document.activeElement"):
            break
    press("Enter")
    expect(visit.page.locator("#compare-title")).to_be_focused()
    press("Escape")
    expect(compare).to_be_focused()
    press("n")
    expect(visit.page.get_by_label("Your question")).to_be_focused()
    press("?")
    expect(visit.page.get_by_label("Your question")).to_have_value("?")


def test_single_keys_are_listed_and_can_be_switched_off(visit) -> None:
    visit.page.get_by_role("button", name="Help").click()
    expect(visit.page.locator("#shortcuts kbd")).to_have_text(["/", "n", "s", "t", "d", "c", "?", "Esc"])
    visit.page.get_by_label("Single keys are shortcuts").uncheck()
    visit.page.get_by_role("button", name="Close", exact=True).click()
    visit.page.reload()
    visit.page.locator("#help").focus()
    visit.page.keyboard.press("t")
    expect(visit.page.locator("#timeline")).to_be_hidden()
    visit.page.locator("#help").click()
    visit.page.get_by_label("Single keys are shortcuts").check()
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("t")
    expect(visit.page.locator("#timeline")).to_be_visible()


def test_an_answer_is_said_once_and_whole_to_who_listens(visit) -> None:
    visit.page.evaluate(
        """() => {
            window.said = [];
            const note = () => said.push(announcer.textContent);
            new MutationObserver(note).observe(announcer, { childList: true, characterData: true, subtree: true });
        }"""
    )
    visit.ask(NOBODY)
    expect(visit.page.locator("#announcer")).to_contain_text("No answer. The archive does not answer this question.")
    visit.ask(INSPECTORS)
    expect(visit.page.locator("#announcer")).to_contain_text("Answer. 3 February 2021 call, Ada Holm")
    said = visit.page.evaluate("said")
    assert len(said) <= 6  # what is being done may be said as well, a few words at a time
    assert sum("inspectors" in one for one in said) == 1
    assert visit.page.locator("[aria-live], [role=log], [role=alert]").count() == 1


def test_dark_follows_the_system_until_it_is_chosen_and_is_kept(visits, base) -> None:
    def ground(visit) -> tuple[int, ...]:
        colour = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        return tuple(int(part) for part in re.findall(r"\d+", colour)[:3])

    visit = visits(base, color_scheme="dark").open()
    assert max(ground(visit)) < 64
    expect(visit.page.get_by_role("button", name="Dark mode")).to_have_attribute("aria-pressed", "true")
    visit.page.get_by_role("button", name="Dark mode").click()
    assert min(ground(visit)) > 192
    visit.page.reload()
    assert min(ground(visit)) > 192
    assert max(ground(visits(base, color_scheme="dark").open())) < 64


def test_a_phone_shows_all_of_it_without_scrolling_sideways(visits, base) -> None:
    visit = visits(base, **PHONE).open()

    def width() -> int:
        return visit.page.evaluate("document.documentElement.scrollWidth")

    turn = visit.ask(BARGES)
    assert width() == 390
    expect(turn.locator(".series svg")).to_have_attribute("viewBox", re.compile(r"0 0 3\d\d "))
    turn.locator(".marker").first.tap()
    visit.page.locator("#panel mark").wait_for()
    assert visit.page.locator("#panel").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert visit.page.locator("main").evaluate("one => one.inert")
    visit.page.go_back()
    expect(visit.page.locator("#panel")).to_be_hidden()
    assert not visit.page.locator("main").evaluate("one => one.inert")
    turn.get_by_role("button", name="Read side by side").tap()
    visit.page.locator(".parallel").wait_for()
    left, right = visit.page.locator(".parallel tr:not(.alone) td").all()[:2]
    assert left.bounding_box()["y"] < right.bounding_box()["y"]
    assert width() == 390
    visit.page.keyboard.press("Escape")
    for name in ("Timeline", "Documents", "Conversations"):
        visit.view(name)
        assert width() == 390
    targets = visit.page.locator("nav a, .tools button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(targets) >= 24


def test_on_paper_there_are_answers_and_nothing_to_press(visit) -> None:
    turn = visit.ask(BARGES)
    visit.page.emulate_media(media="print", color_scheme="dark")
    for nothing in ("#composer", ".top", ".feedback"):
        expect(visit.page.locator(nothing).first).to_be_hidden()
    expect(turn.locator(".prose blockquote").first).to_be_visible()
    expect(turn.locator(".sources .title").first).to_be_visible()
    assert turn.locator(".marker").first.evaluate("one => getComputedStyle(one, '::before').content") == '"["'
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_moves_for_who_asks_for_less_motion(visits, base) -> None:
    visit = visits(base, reduced_motion="reduce").open()
    assert visit.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
