"""Answers to show in Slack: one of an invented archive, and any that a hostile archive or question may give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from assistant.types import Answer, Citation, Discrepancy, DiscrepancyValue, Statement
from tests.assistant.hostile import hostile

PAGE = "https://readout.example.org"

PASSED = "some 212 barges had passed the Tessel lock since November 5, 2020"
TOLD_AGAIN = "some 212 barges had passed the lock since November 5, 2020"
LATER = "more than 1,150 barges had passed the Tessel lock since November 5, 2020"


def citation(number: int, document_id: str, outlet: str | None, quote: str, **more: Any) -> Citation:
    plain = Citation(
        number=number,
        document_id=document_id,
        passage_id=f"{document_id}-1",
        title="A phone call about the Tessel lock",
        outlet=outlet,
        url=None,
        published_on=date(2021, 2, 3),
        event_on=date(2021, 2, 3),
        event_on_precision="stated",
        speaker="Ada Holm",
        quote=quote,
        start=10,
        end=10 + len(quote),
    )
    return replace(plain, **more)


FEBRUARY = citation(1, "press-february", "Norlund Press Office", PASSED, also_reported_by=("gazette-february",))
GAZETTE = citation(
    2,
    "gazette-february",
    "Harbour Gazette",
    TOLD_AGAIN,
    published_on=date(2021, 2, 4),
    also_reported_by=("press-february",),
)
JULY = citation(
    3, "press-july", "Norlund Press Office", LATER, published_on=date(2021, 7, 9), event_on=date(2021, 7, 9)
)

SERIES = Discrepancy(
    kind="series",
    about="barges",
    note="The sources give different figures at different dates.",
    values=(
        DiscrepancyValue("some 212", 212.0, "barges", date(2021, 2, 3), "Ada Holm", (1, 2)),
        DiscrepancyValue("more than 1,150", 1150.0, "barges", date(2021, 7, 9), "Ada Holm", (3,)),
    ),
)
WORDING = Discrepancy(
    kind="wording",
    about="illegal shipment of kettles",
    note="Two reports of one statement differ in wording.",
    values=(
        DiscrepancyValue("illegal shipment of kettles", None, None, date(2021, 2, 3), "Ada Holm", (1,)),
        DiscrepancyValue("illegal shipments", None, None, date(2021, 2, 3), "Ada Holm", (2,)),
    ),
)
KETTLES = (
    citation(1, "press-february", "Press Office", "they found the illegal shipment of kettles at the lock"),
    citation(2, "gazette-february", "Harbour Gazette", "they found illegal shipments at the lock"),
)

BARGES = Answer(
    question="How many barges have passed the Tessel lock?",
    standalone_question="How many barges have passed the Tessel lock?",
    status="answered",
    text=(
        "The sources give different figures at different dates.\n"
        f'- 3 February 2021 call, Ada Holm: "{PASSED}" [1]; also reported by Harbour Gazette [2]\n'
        f'- 9 July 2021 call, Ada Holm: "{LATER}" [3]'
    ),
    statements=(Statement(f'"{PASSED}"', (1, 2)), Statement(f'"{LATER}"', (3,))),
    citations=(FEBRUARY, GAZETTE, JULY),
    discrepancies=(SERIES,),
    answer_id="91c9f791b7e76c22754bf543",
)
NOT_THERE = Answer(
    question="Who is the mayor of Dell?",
    standalone_question="Who is the mayor of Dell?",
    status="abstained",
    text="The archive does not answer this question.",
    related=(
        citation(
            1,
            "orchard",
            "Dell Courier",
            "Growers count the cost\n\nThe growers asked the council of Dell for relief.",
            speaker=None,
            event_on_precision="inferred",
        ),
    ),
    answer_id="d00d98e0219088138dcaa532",
)


def of_many(count: int, *, quote: str = "Barge {} passed the lock.") -> Answer:
    """An answer with a sentence, and a citation, for each of so many documents."""
    quotes = [quote.format(number) for number in range(1, count + 1)]
    cited = tuple(citation(n, f"report-{n}", f"Gazette {n}", said) for n, said in enumerate(quotes, start=1))
    text = "\n".join(f'- Ada Holm: "{one.quote}" [{one.number}]' for one in cited)
    return Answer("What passed?", "What passed?", "answered", text, citations=cited, answer_id="many")


ATTACKS = (
    "<!channel>",
    "<!here|here>",
    "<@U012AB3CD>",
    "<#C012AB3CD|general>",
    "<!subteam^S012AB3CD>",
    "<!date^1392734382^{date}|now>",
    "<https://evil.example|your bank>",
    "&lt;!channel&gt; &#60;!here&#62;",
    "@channel @here @everyone",
    "[your bank](https://evil.example)",
    "![pixel](https://evil.example/pixel.png)",
    "[a]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/a?b=c&d=e",
    "www.evil.example",
    "ada@evil.example",
    "**bold** __bold__ *it* _it_ ~~no~~ ~no~ ***all***",
    "`code` ```\ncode\n```",
    "\n# Heading\n## Heading\n",
    "\n> quote\n",
    "\n---\n===\n***\n",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "\n- item\n1. item\n+ item\n- [ ] task\n",
    "\\[1\\] \\<!channel\\>",
    ":tada: :rotating_light:",
    "\u202e\u2066\u200b\u200f\u2060\ufeff",
    "\U000e0041\U000e007f",
    "[1]",
    "[2]",
    "$x^2$",
    "<b>html</b> <!-- comment -->",
)
URLS = (
    None,
    "https://gazette.example.org/a?b=c&d=e#f",
    "http://gazette.example.org/(a)_b*c",
    "javascript:alert(1)",
    "https://evil.example/|<!channel>",
    "https://evil.example/) <!here> [x](https://evil.example",
    "https://bank.example@evil.example/",
    "https://exämple.org/ünd",
    "https://evil.example/\n\r\u202e\ud83d",
    "data:text/html,<script>",
    "//evil.example",
    "https://",
    "https://[::1",
    "https://a.example/" + "a" * 5_000,
)

_pieces = st.lists(st.one_of(st.sampled_from(ATTACKS), hostile(fragments=4, very_long=False)), max_size=6)
texts = st.builds(
    lambda between, parts, times: between.join(parts * times)[:2_000],
    st.sampled_from(("", " ", "\n")),
    _pieces,
    st.sampled_from((1, 1, 1, 30)),
)
pools = st.lists(texts, min_size=1, max_size=6)
days = st.none() | st.dates()
numbers = st.integers(0, 12)


@st.composite
def citations(draw: st.DrawFn, pool: list[str], number: int) -> Citation:
    some = st.sampled_from(pool)
    return Citation(
        number=number,
        document_id=draw(some),
        passage_id="p",
        title=draw(some),
        outlet=draw(st.none() | some),
        url=draw(st.sampled_from(URLS)),
        published_on=draw(days),
        event_on=draw(days),
        event_on_precision=draw(st.sampled_from(("stated", "inferred", None))),
        speaker=draw(st.none() | some),
        quote=draw(some),
        start=draw(st.integers(0, 10**9)),
        end=draw(st.integers(0, 10**9)),
        also_reported_by=tuple(draw(st.lists(some, max_size=8))),
    )


@st.composite
def discrepancies(draw: st.DrawFn, pool: list[str]) -> Discrepancy:
    some = st.sampled_from(pool)
    value = st.builds(
        DiscrepancyValue,
        some,
        st.none() | st.floats(),
        st.none() | some,
        days,
        st.none() | some,
        st.lists(numbers, max_size=4).map(tuple),
    )
    kind = draw(st.sampled_from(("series", "conflict", "wording")))
    return Discrepancy(kind, draw(some), draw(some), tuple(draw(st.lists(value, max_size=10))))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers of a hostile archive: some with twelve citations, some with forty lines."""
    pool = draw(pools)
    some = st.sampled_from(pool)
    cited = tuple(draw(citations(pool, number)) for number in range(1, draw(numbers) + 1))
    lines = [draw(some)] * draw(st.sampled_from((1, 2, 40)))
    marked = "".join(f"- {line[:600]} [{number % 12 + 1}]\n" for number, line in enumerate(lines))
    return Answer(
        question=draw(some),
        standalone_question="",
        status=draw(st.sampled_from(("answered", "abstained"))),
        text=draw(st.sampled_from(("", "The answer is 4. "))) + marked,
        citations=cited,
        discrepancies=tuple(draw(st.lists(discrepancies(pool), max_size=4))),
        related=tuple(draw(citations(pool, number)) for number in range(1, draw(st.integers(0, 3)) + 1)),
        answer_id=draw(st.sampled_from(("", "91c9f791b7e76c22754bf543", "x" * 5_000))),
        notes=tuple(draw(st.lists(some, max_size=4))),
    )
