"""A second opinion: a language model reads an answer and says whether it holds. It decides no case."""

from __future__ import annotations

import json
import re
from textwrap import shorten
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.serialise import to_json
from eval.errors import JudgeError
from eval.observed import Verdict
from prompts import load

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from assistant.types import Answer, Citation
    from eval.case import Case

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # what some models say before their reply
_FENCED = re.compile(r"```(?:json)?\s*(\{.*?\})\s*```", re.DOTALL)
# What the vendors' libraries trip over in a reply of theirs that is not as it should be: no choices, a web page.
_UNREADABLE = (AttributeError, LookupError, ValueError)


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True)

    faithful: bool
    responsive: bool
    reason: str


class Judge:
    """Asks a language model about answers, one at a time; safe for many at once."""

    def __init__(self, llm: LLM, name: str) -> None:
        self._llm, self._name, self._prompt = llm, name, load("judge")

    @property
    def identity(self) -> str:
        """The model and the hash of what it is told: verdicts of two identities cannot be compared."""
        return f"{self._name} {self._prompt.hash}"

    async def verdict(self, case: Case, answer: Answer) -> Verdict | None:
        """Return what the model thinks, unscored where its reply cannot be read. Raises `JudgeError`.

        None for an abstention: it claims nothing that quotes could bear out, and whether it was due is for the
        case to say, since the model sees quotes and not the archive.
        """
        if answer.status == "abstained":
            return None
        prompt = self._prompt.fill(
            asked=_data((case.standalone,) if case.standalone else case.asked),
            answer=_data(answer.text),
            quotes=_data([_quoted(citation) for citation in answer.citations]),
            known_answers=_data(case.answers),
        )
        try:
            reply = (await self._llm.acomplete(prompt)).text
        except _UNREADABLE as error:
            return _unscored("not a chat completion", str(error))
        except Exception as error:
            told = shorten(str(error), 200, placeholder=" …").rstrip(" .…")
            raise JudgeError(f"The judge {self._name} cannot be asked: {told}.") from error
        return read_verdict(reply)


def open_judge(spec: str, *, timeout: float = 60.0, retries: int = 3) -> Judge:
    """Open the judge that `spec` names, as `assistant.llms.open_llm` does. Raises `JudgeError`."""
    from assistant.bootstrap import open_llm
    from assistant.errors import SettingsError

    try:
        return Judge(open_llm(spec, timeout=timeout, retries=retries), spec)
    except SettingsError as error:
        raise JudgeError(str(error)) from error


def read_verdict(reply: str) -> Verdict:
    """Read a reply: the JSON object asked for, alone or in the only code fence; anything else is unscored."""
    said = _THOUGHT.sub("", reply).strip()
    objects = [said] if said.startswith("{") else _FENCED.findall(said)
    if len(objects) != 1:
        return _unscored("not the JSON asked for", said)
    try:
        read = _Reply.model_validate_json(objects[0])
    except ValidationError:
        return _unscored("not the JSON asked for", said)
    return Verdict(read.faithful, read.responsive, read.reason)


def _unscored(why: str, said: str) -> Verdict:
    return Verdict(None, None, f"Unscored: {why}: {shorten(said, 120, placeholder=' …')!r}")


def _data(value: object) -> str:
    """Return JSON that cannot end the element it stands in, nor hold what is no text."""
    written = json.dumps(to_json(value), ensure_ascii=False).replace("<", "\\u003c")
    return written.encode("utf-8", "replace").decode()


def _quoted(citation: Citation) -> dict[str, object]:
    return {
        "marker": citation.number,
        "quote": citation.quote,
        "title": citation.title,
        "outlet": citation.outlet,
        "published_on": citation.published_on,
        "event_on": citation.event_on,
        "speaker": citation.speaker,
    }
