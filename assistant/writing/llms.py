"""Opens a language model by its name: through LlamaIndex, with the vendor's package that an extra of ours brings."""

from __future__ import annotations

import importlib
import re
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.llms import LLM

_SERVED = re.compile(r"(?P<name>.+)@(?P<url>https?://\S+)")
_NO_KEY = "none"  # OpenAI's library insists on one; a server that wants none does not look at it
_LONGEST_REPLY = 4_096  # tokens; Anthropic's protocol must be given a limit


def open_llm(spec: str, *, timeout: float = 60.0, retries: int = 3) -> LLM:
    """Open `openai:NAME`, `anthropic:NAME`, or `openai-like:NAME@URL`, to be asked at temperature 0.

    The last is any server that speaks OpenAI's protocol (vLLM, Ollama, llama.cpp), its URL up to `/v1`; OpenAI's
    own with it reaches models that LlamaIndex does not know yet. The vendors' libraries take their keys from
    OPENAI_API_KEY (an openai-like server is sent that one too, if it is set) and ANTHROPIC_API_KEY. They also
    try again, with growing pauses, after a 408, 409, 429 or 5xx, a broken connection, or `timeout` seconds of
    silence, up to `retries` times; OpenAI's for asynchronous calls only. Raises `SettingsError`.
    """
    vendor, _, name = spec.partition(":")
    if vendor not in _OPENERS or not name:
        raise SettingsError(
            f"{spec!r} names no language model: use openai:NAME, anthropic:NAME or openai-like:NAME@URL."
        )
    try:
        return _OPENERS[vendor](name, timeout, retries)
    except ImportError as error:
        raise SettingsError(
            f"The language model {spec} needs another package: run `pip install 'readout[{vendor}]'`."
        ) from error
    except SettingsError:
        raise
    except Exception as error:
        told = shorten(str(error), 200, placeholder=" …").rstrip(" .…")
        raise SettingsError(f"The language model {spec} cannot be opened: {told}.") from error


def model_name(spec: str) -> str:
    """Return the name of the model in a spec, without its vendor and server."""
    name = spec.partition(":")[2]
    served = _SERVED.fullmatch(name)
    return served["name"] if served else name


def _open_openai(name: str, timeout: float, retries: int) -> LLM:
    from llama_index.llms.openai import OpenAI

    llm = OpenAI(name, **_asking_openai(timeout, retries))
    _ = llm.metadata  # complains of a name that it does not know, which is better heard now
    return llm


def _open_openai_like(name: str, timeout: float, retries: int) -> LLM:
    from llama_index.llms.openai.utils import resolve_openai_credentials
    from llama_index.llms.openai_like import OpenAILike

    served = _SERVED.fullmatch(name)
    if served is None:
        raise SettingsError(
            f"'openai-like:{name}' names no server: write openai-like:NAME@URL, its URL from http:// to /v1."
        )
    key = resolve_openai_credentials()[0] or _NO_KEY
    asking = _asking_openai(timeout, retries, served["url"], key)
    return OpenAILike(model=served["name"], api_base=served["url"], api_key=key, is_chat_model=True, **asking)


def _asking_openai(timeout: float, retries: int, url: str | None = None, key: str | None = None) -> dict[str, Any]:
    from openai import AsyncOpenAI

    return {
        "temperature": 0.0,
        "timeout": timeout,
        "additional_kwargs": {"stream_options": {"include_usage": True}},  # sent with streams only
        "max_retries": 0,  # LlamaIndex's own, which would go around the client's and multiply them
        "async_openai_client": AsyncOpenAI(base_url=url, api_key=key, timeout=timeout, max_retries=retries),
    }


def _open_anthropic(name: str, timeout: float, retries: int) -> LLM:
    vendor = importlib.import_module("llama_index.llms.anthropic")
    llm: LLM = vendor.Anthropic(name, temperature=0.0, max_tokens=_LONGEST_REPLY, timeout=timeout, max_retries=retries)
    _ = llm.metadata
    return llm


_OPENERS: dict[str, Callable[[str, float, int], LLM]] = {
    "openai": _open_openai,
    "anthropic": _open_anthropic,
    "openai-like": _open_openai_like,
}
