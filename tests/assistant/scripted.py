"""An assistant over the newsroom whose language model is a server that follows a script."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant
from assistant.sentences.vectors import SentenceVectors
from assistant.writing.breaker import Breaker
from assistant.writing.language_model import LanguageModel
from assistant.writing.llms import open_llm
from assistant.writing.writer import Writer
from eval.invariants import broken_invariants
from tests.llm_server import LLMServer, Scripted, streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.sentences.matching import Words
    from assistant.types import Answer
    from tests.llm_server import Act, Request


def writing(
    newsroom: Assistant, lexicon: Words, url: str, *, timeout: float = 20, retries: int = 0, context: int = 8_000
) -> Assistant:
    """An assistant over the newsroom's archive that writes with the model at an address."""

    def opened() -> Any:
        return open_llm(f"openai-like:scripted@{url}", timeout=timeout, retries=retries)

    opened()  # importing takes its time, and is not the model's
    vectors = SentenceVectors(newsroom.archive.embedding.embed_documents)
    model = LanguageModel("scripted", opened, timeout=timeout, context=context, breaker=Breaker(3, 60))
    writer = Writer(model, lexicon, vectors.embed)
    return Assistant(newsroom.archive, newsroom.conversations, newsroom.feedback, lexicon, answerer=writer)


@contextmanager
def model(newsroom: Assistant, lexicon: Words, *script: Act, **how: Any) -> Iterator[tuple[Assistant, LLMServer]]:
    """The assistant, and the server that it asks."""
    with LLMServer(*script) as server:
        yield writing(newsroom, lexicon, server.url, **how), server


def replies(template: str, act: Callable[[str], Scripted] = streams) -> Act:
    """A reply with the passages' numbers for the names in its braces: "212 barges passed {press-february}"."""

    def reply(request: Request) -> Scripted:
        return act(numbered(template, request.prompt))

    return reply


def numbered(template: str, prompt: str) -> str:
    """Put the numbers that a prompt gives its passages for what they are called here: outlet and day."""
    lines = [json.loads(line) for line in prompt.splitlines() if line.startswith('{"passage":')]
    numbers = {f"{line.get('outlet', '')} {line.get('published', '')}": line["passage"] for line in lines}
    return re.sub(r"\{([^}]+)\}", lambda match: f"[{numbers[match[1]]}]", template)


def sound(assistant: Assistant, answer: Answer) -> Answer:
    """The answer, once nothing that holds of every answer is found broken."""
    cited = {c.document_id for c in (*answer.citations, *answer.related)}
    assert broken_invariants(answer, {i: assistant.archive.document(i) for i in cited}) == ()
    return answer
