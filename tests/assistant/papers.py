"""Small documents, made as the index makes them, and what the steps of an answer make of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.evidence import Evidence, Finding, gather
from assistant.answering.extractive import Draft, compose
from assistant.answering.quotes import quote
from assistant.answering.reports import Quoted, Report, merge
from assistant.answering.selection import select
from assistant.asking.question import understand
from assistant.sentences.reading import read
from index.lexicon import Lexicon
from index.minilm import MiniLM
from index.pipeline import make_document
from index.types import Document, RawDocument, Rejection, ScoredPassage
from tests.index.stand_in import WordEmbedding

if TYPE_CHECKING:
    from datetime import date


def document(
    text: str,
    name: str = "report",
    *,
    title: str | None = None,
    outlet: str | None = None,
    published_on: date | None = None,
    on: date | None = None,
    event: str | None = None,
) -> Document:
    """A document of this text to the letter; `on` and `event` are what comparing documents would have told."""
    raw = RawDocument(name, f"{name}.txt", "0", text, title or name, outlet, None, published_on, clean=True)
    made = make_document(raw, name, WordEmbedding())
    assert not isinstance(made, Rejection), made.reason
    return replace(made, event_id=event, event_on=on, event_on_precision="stated" if on else None)


@dataclass(frozen=True)
class Desk:
    """Goes the way of an answer as far as a test needs, without an archive: every passage is looked at."""

    minilm: MiniLM
    lexicon: Lexicon

    def evidence(self, asked: str, *documents: Document) -> Evidence:
        question = understand(asked, _outlets(documents))
        passages = self._passages(asked, documents)
        readings = {one.document_id: read(one) for one in documents}
        vector = self.minilm.embed_query(question.text)
        return gather(question, passages, readings, self.lexicon, self.minilm.embed_documents, vector)

    def findings(self, asked: str, *documents: Document) -> tuple[Finding, ...]:
        return select(understand(asked, _outlets(documents)), self.evidence(asked, *documents))

    def quoted(self, asked: str, *documents: Document) -> tuple[Quoted, ...]:
        question = understand(asked, _outlets(documents))
        found = self.findings(asked, *documents)
        spans = [quote(question, finding) for finding in found]
        texts = [f.document.text[s.start : s.end] for f, s in zip(found, spans, strict=True)]
        vectors = self.minilm.embed_documents(texts) if texts else ()
        return tuple(Quoted(f, s, v) for f, s, v in zip(found, spans, vectors, strict=True))

    def reports(self, asked: str, *documents: Document) -> tuple[Report, ...]:
        return merge(self.quoted(asked, *documents))

    def draft(self, asked: str, *documents: Document) -> Draft:
        question = understand(asked, _outlets(documents))
        return compose(question, self.reports(asked, *documents), self.lexicon)

    def _passages(self, asked: str, documents: tuple[Document, ...]) -> list[ScoredPassage]:
        vector = self.minilm.embed_query(asked)
        found = []
        for one in documents:
            for passage in one.passages:
                text = one.text[passage.start : passage.end]
                near = float(self.minilm.embed_query(text) @ vector)
                found.append(
                    ScoredPassage(passage, text, one.title, one.outlet, one.published_on, near, near, lexical=None)
                )
        return found


def _outlets(documents: tuple[Document, ...]) -> tuple[str, ...]:
    return tuple(sorted({one.outlet for one in documents if one.outlet}))
