"""One raw document to one document that can be searched and quoted: a line a step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from index.attribution import attribute, people
from index.clean import as_it_stands, clean
from index.dateline import dateline_of, with_dateline
from index.describe import describe
from index.events import mention
from index.passages import split_passages
from index.prose import read_prose
from index.tokens import count_tokens
from index.types import Document, Rejection

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.types import RawDocument

# Raise it when a step's outcome changes: every file is then indexed anew at its next run.
PIPELINE = "2"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a document depends on beside its own text."""

    embedding: str
    pipeline: str = PIPELINE

    def fingerprint(self, raw: RawDocument) -> str:
        """What is equal where the same document would come out. Where it was read from plays no part."""
        published = raw.published_on.isoformat() if raw.published_on else None
        known = [raw.title, raw.outlet, raw.url, published, raw.clean]
        parts = [raw.content_hash, *known, self.embedding, self.pipeline]
        return sha256(json.dumps(parts).encode()).hexdigest()[:12]


def make_document(raw: RawDocument, document_id: str, embedding: Embedding) -> Document | Rejection:
    """Clean, describe and split a raw document; reject one of which nothing is left."""
    cleaned = as_it_stands(raw.text) if raw.clean else clean(raw.text, title=raw.title, outlet=raw.outlet)
    if not cleaned.text.strip():
        return Rejection(raw.origin, "nothing but page furniture stands in it; index the article's own text.")
    text = cleaned.text
    described = describe(raw, cleaned)
    prose = read_prose(text)
    named = people(prose)
    sentences = attribute(prose, named)
    passages = split_passages(
        document_id,
        text,
        sentences,
        title=described.title,
        max_tokens=embedding.max_tokens,
        count_model_tokens=embedding.count_tokens,
        count_tokens=count_tokens,
    )
    return Document(
        document_id=document_id,
        origin=raw.origin,
        content_hash=raw.content_hash,
        title=described.title,
        text=text,
        outlet=described.outlet,
        url=raw.url,
        byline=described.byline,
        language=described.language,
        published_on=described.published_on,
        captured_on=described.captured_on,
        mention=with_dateline(
            mention(prose, described.title, described.published_on, named),
            dateline_of(cleaned),
            described.published_on,
        ),
        people=named,
        sentences=sentences,
        passages=passages,
        removed=cleaned.removed,
    )
