import json

import pytest

from assistant.errors import QuestionError
from assistant.surfaces.batch import run_batch
from index.errors import IndexStateError


async def run(*lines: bytes) -> tuple[list[dict], int]:
    written: list[dict] = []

    async def act(asked):
        if not asked.question.strip():
            raise QuestionError("The question is empty; ask one.")
        if asked.question == "broken":
            raise IndexStateError("There is no index; make one.")
        return {"asked": asked.question, "in": asked.conversation_id}

    failures = await run_batch(lines, act, written.append)
    return written, failures


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "q1", "question": "How many?"}',
        b'{"query_id": "q1", "text": "How many?"}',
        b'{"_id": "q1", "text": "How many?", "metadata": {}}',
        b'  {"id": "q1", "query": "How many?"}\r\n',
        b'\xef\xbb\xbf{"id": "q1", "question": "How many?"}',
    ],
)
async def test_a_line_is_answered_under_its_id(line) -> None:
    assert await run(line) == ([{"id": "q1", "asked": "How many?", "in": None}], 0)


async def test_results_come_in_the_order_of_their_lines_and_empty_lines_are_skipped() -> None:
    written, _ = await run(b'{"id": 2, "question": "b"}', b"", b"  \n", b'{"id": 1, "question": "a"}')
    assert [one["id"] for one in written] == [2, 1]


async def test_a_line_may_name_its_conversation() -> None:
    written, _ = await run(b'{"id": 1, "question": "a", "conversation_id": "c"}')
    assert written[0]["in"] == "c"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"not json", "not JSON"),
        (b'{"id": "q1"', "not JSON"),
        (b'{"question": "caf\xe9"}', "not JSON in UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'["q1"]', "not a JSON object"),
        (b'{"id": "q1"}', "no text"),
        (b'{"id": "q1", "question": 7}', "no text"),
        (b'{"id": "q1", "question": "a", "conversation_id": 7}', "conversation_id"),
        (b'{"id": "q1", "question": " "}', "question is empty"),
        (b'{"id": "q1", "question": "broken"}', "no index"),
    ],
)
async def test_a_line_that_fails_holds_its_error_and_the_rest_goes_on(line, said) -> None:
    (failed, fine), failures = await run(line, b'{"id": "q2", "question": "a"}')
    assert said in failed["error"]
    assert failed["line"] == 1
    assert failed["id"] == ("q1" if b'"q1",' in line or b'"q1"}' in line else None)
    assert fine["asked"] == "a"
    assert failures == 1


async def test_what_is_written_is_json() -> None:
    written, _ = await run(b'{"id": 1, "question": "\\ud83d\\ude00"}', b"x")
    assert json.loads(json.dumps(written)) == written
