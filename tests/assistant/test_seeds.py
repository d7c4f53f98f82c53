"""The product's worked example, from the files as they came to the answer as it is promised."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from eval.invariants import broken_invariants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.assistant import Assistant
    from assistant.types import Answer

SEEDS = Path(__file__).parents[2] / "seeds"
ASKED = "How many vehicles have used the Lachin road since December 2022?"
JANUARY = (
    "some 980 vehicles have passed through this road since December 12, 2022, of which over 850 belonged to the "
    "Russian peacekeepers and over 120 to the International Committee of the Red Cross"
)
MARCH = (
    "the passage of more than 4,700 vehicles, persons in need of medical assistance and those accompanying them had "
    "been provided since December 12, 2022"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("seeds")
    with open_assistant(Settings(_env_file=None, home=home, cache=cache, embedding="minilm")) as assistant:
        assert len(assistant.archive.sync([SEEDS]).added) == 5
        yield assistant


def ask(archive: Assistant, text: str, conversation: str | None = None) -> Answer:
    answer = asyncio.run(archive.ask(text, conversation_id=conversation))
    cited = {c.document_id for c in (*answer.citations, *answer.related)}
    assert broken_invariants(answer, {i: archive.archive.document(i) for i in cited}) == ()
    return answer


def test_both_figures_are_quoted_with_their_calls_their_speaker_and_who_else_reported(archive: Assistant) -> None:
    answer = ask(archive, ASKED)
    assert answer.status == "answered"
    first, second = answer.statements
    assert (first.text, first.as_of, first.speaker) == (f'"{JANUARY}"', date(2023, 1, 23), "Ilham Aliyev")
    assert (second.text, second.as_of, second.speaker) == (f'"{MARCH}"', date(2023, 3, 21), "Ilham Aliyev")
    one, other, march = answer.citations
    assert one.also_reported_by == (other.document_id,)
    assert "Anadolu" in (other.outlet or "")
    assert march.also_reported_by == ()
    for citation in answer.citations:
        held = archive.archive.document(citation.document_id).text
        assert held[citation.start : citation.end] == citation.quote


def test_the_text_reads_as_the_product_promises(archive: Assistant) -> None:
    head, january, march, note = ask(archive, ASKED).text.splitlines()
    assert head == "The sources give different figures at different dates."
    assert january.startswith("- 23 January 2023 call")
    assert f'Ilham Aliyev: "{JANUARY}" [1]; also reported by Anadolu' in january
    assert march == f'- 21 March 2023 call, Ilham Aliyev: "{MARCH}" [3]'
    assert note.startswith("[3] counts vehicles, ")
    assert note.endswith("together; [1] counts vehicles.")


def test_the_figures_are_a_series_and_no_conflict(archive: Assistant) -> None:
    (series,) = ask(archive, ASKED).discrepancies
    assert series.kind == "series"
    assert [(v.number, v.as_of) for v in series.values] == [(980, date(2023, 1, 23)), (4700, date(2023, 3, 21))]


@pytest.mark.parametrize("narrowed", [f"{ASKED[:-1]}, in the January call?", f"{ASKED[:-1]}, according to Anadolu?"])
def test_the_question_narrowed_gets_only_the_figure_it_asks_for(archive: Assistant, narrowed: str) -> None:
    answer = ask(archive, narrowed)
    assert [s.answer for s in answer.statements] == ["some 980"]
    assert answer.discrepancies == ()


def test_a_call_that_gives_no_figure_is_abstained_from(archive: Assistant) -> None:
    for asked in ("How many vehicles had used the Lachin road by the July call?", f"{ASKED[:-1]} by the July call?"):
        answer = ask(archive, asked)
        assert (answer.status, answer.statements) == ("abstained", ())
    talk = archive.conversations.create()
    ask(archive, ASKED, talk)
    assert ask(archive, "How many by the July call?", talk).status == "abstained"
