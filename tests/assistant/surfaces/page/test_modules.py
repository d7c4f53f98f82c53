"""The page's modules by themselves, in the browser that runs them."""

import pytest

from tests.assistant.surfaces.page.site import Visit


@pytest.fixture(scope="module")
def visit(browser, base):
    """One page for all of these: they leave nothing behind."""
    visit = Visit(browser.new_page(), base).open()
    yield visit
    visit.page.close()
    assert visit.wrong == []


@pytest.fixture
def run(visit):
    """Calls a module's function as `run("diff.js", "compared(a, b)", a=..., b=...)`."""

    def call(module: str, expression: str, **values: object):
        names = ", ".join(values)
        code = f"async ({{{names}}}) => {{ const it = await import('/page/{module}'); return it.{expression}; }}"
        return visit.page.evaluate(code, values)

    return call


EVENTS = (
    'event: status\ndata: {"stage":\ndata: "answer"}\n\n: here\n\n'
    "event: delta\r\ndata: é€😀\r\n\r\ndata:x\n\nevent: cut\ndata: 1"
)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_are_read_however_the_bytes_are_cut(visit, size) -> None:
    code = """async ([text, size]) => {
        const { events } = await import('/page/sse.js');
        const bytes = new TextEncoder().encode(text);
        const body = new ReadableStream({ start(to) {
            for (let at = 0; at < bytes.length; at += size) to.enqueue(bytes.slice(at, at + size));
            to.close();
        } });
        const found = [];
        for await (const one of events(body)) found.push([one.event, one.data]);
        return found;
    }"""
    found = visit.page.evaluate(code, [EVENTS, size])
    assert found == [["status", '{"stage":\n"answer"}'], ["delta", "é€😀"], ["message", "x"]]


def test_no_text_turns_the_direction_of_writing(run) -> None:
    shown = run("dom.js", "el('p', {}, text, [text, 7]).textContent", text="\u202e16\u202c cranes \u2067קרן\u2069")
    assert shown == "\ufffd16\ufffd cranes \ufffdקרן\ufffd" * 2 + "7"


@pytest.mark.parametrize(
    ("days", "title"),
    [(["2021-05-03", "2021-06-09"], "Barges, by date"), (["2021-05-03", None], "Barges, different figures")],
)
def test_figures_stand_by_date_only_where_all_have_one(run, days, title) -> None:
    values = [
        {"value": str(number), "number": number, "unit": "barges", "as_of": day, "speaker": None, "citations": []}
        for number, day in zip((212, 640), days, strict=True)
    ]
    series = {"kind": "series", "about": "barges", "note": "They differ.", "values": values}
    answer = {"text": "They differ.", "citations": [], "discrepancies": [series]}
    assert run("discrepancies.js", "discrepancies(answer)[0].firstChild.textContent", answer=answer) == title


def test_words_that_differ_are_told_from_those_that_stand_in_both(run) -> None:
    left, right = run(
        "diff.js", "compared(one, two)", one="Some 1,150 barges passed the lock.", two="some 1,150 boats have passed"
    )
    assert [word["word"] for word in left if word["common"]] == ["Some", "1,150", "passed"]
    assert [word["word"] for word in right if not word["common"]] == ["boats", "have"]


LEFT = ["The lock was closed on Monday.", "Barges carried grain and timber.", "Observers were sent to Korrin."]
RIGHT = ["Nobody had expected it.", "Grain and timber came on barges.", "Monday saw the lock closed."]


def test_sentences_that_belong_together_share_a_row_and_the_others_keep_their_place(run) -> None:
    # Right 2 goes with left 0, right 1 with left 1; right 0 begins the report, and left 2 stands alone.
    assert run("diff.js", "aligned(left, right)", left=LEFT, right=RIGHT) == [[None, 0], [0, 2], [1, 1], [2, None]]


@pytest.mark.parametrize(("left", "right"), [([], []), (LEFT, []), ([], RIGHT)])
def test_nothing_beside_something_is_all_of_it_alone(run, left, right) -> None:
    expected = [[place, None] for place in range(len(left))] + [[None, place] for place in range(len(right))]
    assert run("diff.js", "aligned(left, right)", left=left, right=right) == expected


def test_a_long_quote_is_cut_at_words_around_what_counts(run) -> None:
    quote = "word " * 40 + "some 212 barges " + "more " * 40
    found = run("text.js", "around(quote, 'some 212', 60)", quote=quote.strip())
    whole = found["before"] + "some 212" + found["after"]
    assert len(whole) < 70
    assert set(whole.split()) == {"…", "word", "some", "212", "barges", "more"}


def test_what_a_model_writes_is_shown_with_its_markers_and_nothing_is_left_out(visit) -> None:
    text = "Holm said that 212 barges passed [1][2], “of which most” carried grain [1].\n\n- One <b>more</b> thing [7]."
    code = """async (text) => {
        const { prose } = await import('/page/prose.js');
        const marker = (number) => number < 3 && Object.assign(document.createElement('b'), { textContent: number });
        return prose(text, (number) => marker(number) || null).map((one) => [one.className, one.textContent]);
    }"""
    assert visit.page.evaluate(code, text) == [
        ["", "Holm said that 212 barges passed 12, of which most carried grain 1."],
        ["item", "One <b>more</b> thing [7]."],
    ]


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ('3 May call, Ada Holm: "It sails" [1]; also reported by Gazette [2].', ["“It sails”"]),
        ('“He said "no" twice” [1].', ['“He said "no" twice”']),
        ('The wording differs: "one thing" [1], "another" [2].', []),
        ('She said "it sails" and left [1].', []),
    ],
)
def test_a_line_that_is_one_quote_is_set_apart_as_one(visit, line, quotes) -> None:
    code = """async (line) => {
        const { prose } = await import('/page/prose.js');
        const blocks = prose(line, () => document.createElement('b'));
        return blocks.flatMap((one) => [...one.querySelectorAll('blockquote')]).map((one) => one.textContent.trim());
    }"""
    assert visit.page.evaluate(code, line) == quotes


def test_dates_are_those_of_the_archive_wherever_the_reader_is(visits, base) -> None:
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        visit = visits(base, timezone_id=zone).open()
        assert visit.page.evaluate("import('/page/dates.js').then((it) => it.inFull('2021-02-03'))") == "3 Feb 2021"
