"""Responses, by the real client over loopback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from openai import APIError, AsyncOpenAI, BadRequestError, NotFoundError, OpenAI

from assistant.serialise import to_json
from assistant.surfaces.http import create_app
from tests.assistant.surfaces.openai.breaking import FAILURES, Breaking, Endless
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from openai.types.responses import Response

    from assistant.assistant import Assistant

COUNT = "How many barges have passed the Tessel lock since November 2020?"


def respond(client: OpenAI, asked: Any = COUNT, **options: Any) -> Any:
    return client.responses.create(model="readout", input=asked, **options)


def part(response: Response) -> Any:
    (message,) = response.output
    assert (message.type, message.role, message.status) == ("message", "assistant", "completed")
    (only,) = message.content
    return only


def shown(response: Response) -> Any:
    return (response.model_extra or {})["readout"]


async def test_an_answer_comes_whole_with_its_sources_under_it(client: OpenAI, newsroom: Assistant) -> None:
    response = respond(client)
    answer = await newsroom.ask(COUNT)
    assert (response.object, response.status, response.model) == ("response", "completed", "readout")
    assert response.output_text.startswith(answer.text + "\n\nSources:\n- [1] ")
    assert shown(response) | {"timings_ms": 0} == to_json(answer) | {"timings_ms": 0}
    assert response.usage.input_tokens == answer.usage.prompt_tokens
    assert response.usage.output_tokens == answer.usage.completion_tokens
    assert response.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


async def test_annotations_mark_the_markers_and_quote_the_documents(client: OpenAI, newsroom: Assistant) -> None:
    response = respond(client)
    answer = await newsroom.ask(COUNT)
    marked = part(response).annotations
    found = [(match.start(), match.end()) for match in re.finditer(r"\[\d+\]", answer.text)]
    assert [(one.start_index, one.end_index) for one in marked] == found
    for one in marked:
        more = one.model_extra
        assert newsroom.archive.document(more["document_id"]).text[more["start"] : more["end"]] == more["quote"]
        number = int(response.output_text[one.start_index : one.end_index].strip("[]"))
        assert answer.citations[number - 1].passage_id
        assert (one.type, one.title) == ("url_citation", answer.citations[number - 1].title)


def test_a_stream_tells_the_same_in_numbered_events(client: OpenAI) -> None:
    events = list(respond(client, stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    kinds = [event.type.removeprefix("response.") for event in events]
    assert kinds[:4] == ["created", "in_progress", "output_item.added", "content_part.added"]
    assert kinds[-4:] == ["output_text.done", "content_part.done", "output_item.done", "completed"]
    whole = respond(client)
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == whole.output_text
    added = [event.annotation for event in events if event.type == "response.output_text.annotation.added"]
    assert added == [one.model_dump() for one in part(whole).annotations]
    last = events[-1].response
    assert part(last) == part(whole)
    assert (last.id, last.output[0].id) == (events[0].response.id, events[2].item.id)
    assert (events[0].response.status, last.status) == ("in_progress", "completed")


def test_the_client_puts_a_stream_together(client: OpenAI) -> None:
    with client.responses.stream(model="readout", input=COUNT) as stream:
        texts = [event.snapshot for event in stream if event.type == "response.output_text.delta"]
        final = stream.get_final_response()
    assert texts[-1] == final.output_text == respond(client).output_text


async def test_a_follow_up_is_understood_by_the_questions_before(client: OpenAI, newsroom: Assistant) -> None:
    talk = (COUNT, "What about April?", "And in July?")
    conversation = newsroom.conversations.create()
    for question in talk:
        kept = await newsroom.ask(question, conversation_id=conversation)
    first = respond(client, talk[0])
    said: list[Any] = [
        {"role": "user", "content": talk[0]},
        *first.output,
        {"type": "reasoning", "id": "r", "summary": []},
        {"role": "user", "content": [{"type": "input_text", "text": talk[1]}]},
        {"role": "user", "content": talk[2]},
    ]
    response = respond(client, said, instructions="Answer in rhymes.")
    assert shown(response)["standalone_question"] == kept.standalone_question != talk[2]
    assert shown(response)["citations"] == to_json(kept.citations)


def test_an_abstention_is_an_answer(client: OpenAI) -> None:
    response = respond(client, "How many trains passed the Tessel lock?")
    assert shown(response)["status"] == "abstained"
    assert part(response).annotations == []
    assert "\n\nRelated:\n- " in response.output_text


def test_filters_come_in_an_extra_of_our_own(client: OpenAI) -> None:
    only = {"readout": {"filters": {"outlets": ["Harbour Gazette"]}}}
    response = respond(client, extra_body=only)
    assert {one["outlet"] for one in shown(response)["citations"]} == {"Harbour Gazette"}


def test_harmless_parameters_are_taken(client: OpenAI) -> None:
    tool: Any = {"type": "web_search"}
    options = {
        "temperature": 0.1,
        "max_output_tokens": 3,
        "tools": [tool],
        "store": True,
        "reasoning": {"effort": "low"},
    }
    assert respond(client, **options).output_text == respond(client).output_text


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
        ({"conversation": "conv_1"}, "conversation"),
        ({"asked": [{"type": "item_reference", "id": "msg_1"}]}, "input"),
        ({"asked": []}, "input"),
        ({"asked": 7}, "input"),
        ({"asked": [{"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}]}, "input.0.content"),
        ({"prompt": {"id": "p"}}, "prompt"),
        ({"background": True}, "background"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"text": {"format": {"type": "json_object"}}}, "text.format"),
        ({"asked": "?"}, None),
    ],
)
def test_what_cannot_be_done_is_refused_by_the_name_of_its_parameter(
    client: OpenAI, options: dict[str, Any], param: str | None
) -> None:
    with pytest.raises(BadRequestError) as refused:
        respond(client, **options)
    assert (refused.value.param, refused.value.type) == (param, "invalid_request_error")


def test_an_unknown_model_is_not_there(client: OpenAI) -> None:
    with pytest.raises(NotFoundError, match="'readout'"):
        client.responses.create(model="gpt-4o", input=COUNT)


async def test_the_asynchronous_client_is_served_alike(client: OpenAI, url: str) -> None:
    async with AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as other:
        response = await other.responses.create(model="readout", input=COUNT)
    assert response.output_text == respond(client).output_text


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("failure", "said"), FAILURES)
def test_a_failure_is_told_in_the_same_shape(newsroom: Assistant, stream: bool, failure: Exception, said: str) -> None:
    broken: Any = Breaking(newsroom, failure)
    with served(create_app(broken)) as url, OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        with pytest.raises(APIError, match=said) as told:
            list(respond(client, stream=stream))
        assert told.value.type == "server_error"
        assert "secret" not in told.value.message


def test_a_client_that_goes_away_stops_the_work(newsroom: Assistant) -> None:
    endless: Any = Endless(newsroom)
    with served(create_app(endless)) as url, OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        with respond(client, stream=True) as stream:
            next(iter(stream))
            assert not endless.left.is_set()
        assert endless.left.wait(10)
