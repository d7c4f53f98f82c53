"""A language model that follows a script: it stands where a real one would, and is asked as one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

from eval.script import reply_to

if TYPE_CHECKING:
    from llama_index.core.llms import CompletionResponseGen

NAME = "scripted"
_PIECE = 7  # characters that come at once: markers, figures and words come in halves


class ScriptedLLM(CustomLLM):
    """Says what `eval.script.following` has it say, and in no other order than it is written."""

    @property
    def metadata(self) -> LLMMetadata:
        """Its name."""
        return LLMMetadata(model_name=NAME)

    def complete(self, prompt: str, *_: Any, **__: Any) -> CompletionResponse:
        """Return a reply whole."""
        return CompletionResponse(text=reply_to(prompt))

    def stream_complete(self, prompt: str, *_: Any, **__: Any) -> CompletionResponseGen:
        """Yield a reply in small pieces."""
        said = reply_to(prompt)
        for end in range(_PIECE, len(said) + _PIECE, _PIECE):
            yield CompletionResponse(text=said[:end], delta=said[end - _PIECE : end])
