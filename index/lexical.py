"""Passages by their words: BM25 over tantivy. An index holds one state of the archive and never changes."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import tantivy
from tantivy import FieldType, Filter, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from index.errors import IndexStateError
from index.versions import REBUILD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.types import Filters

TITLE_BOOST = 0.5
_ANALYZER = "folded_stems"
_MAX_TERMS = 128  # of one query: a question has fewer, a pasted text is cut
_LONGEST_WORD = 40
_HEAP = 64_000_000  # bytes
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A passage as it is found by its words."""

    key: str
    document_id: str
    title: str
    text: str
    outlet_key: str | None
    day: date | None


class Lexical:
    """One state of the archive, searched by words."""

    def __init__(self, index: tantivy.Index) -> None:
        index.register_tokenizer(_ANALYZER, _analyzer())
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    def count(self) -> int:
        """How many passages there are."""
        return self._searcher.num_docs

    def search(self, question: str, count: int, filters: Filters) -> dict[str, float]:
        """Return the BM25 score of the best `count` passages that pass the filters, best first."""
        words = query_words(question)
        if not words:
            return {}
        with _explained():
            scored = self._index.parse_query(" ".join(words), ["title", "body"], {"title": TITLE_BOOST})
            query = Query.boolean_query([(Occur.Must, scored), *self._restrictions(filters)])
            hits = self._searcher.search(query, count, count=False).hits
            return {self._key(address): round(score, 4) for score, address in hits}

    def _key(self, address: tantivy.DocAddress) -> str:
        return str(self._searcher.doc(address).get_first("key"))

    def _restrictions(self, filters: Filters) -> list[tuple[Occur, Query]]:
        parts = []
        if filters.outlets:
            keys = sorted({name.casefold() for name in filters.outlets})
            parts.append(Query.term_set_query(self._schema, "outlet", keys))
        if filters.since or filters.until:
            first = filters.since.toordinal() if filters.since else 1
            last = filters.until.toordinal() if filters.until else 10_000_000
            parts.append(Query.range_query(self._schema, "day", FieldType.Integer, first, last))
        if filters.document_ids is not None:
            parts.append(Query.term_set_query(self._schema, "document", sorted(set(filters.document_ids))))
        return [(Occur.Must, Query.const_score_query(part, 0.0)) for part in parts]


def open_lexical(folder: Path) -> Lexical:
    """Open an index that `build_lexical` made."""
    with _explained():
        return Lexical(tantivy.Index.open(str(folder)))


def build_lexical(folder: Path, entries: Iterable[LexicalEntry]) -> None:
    """Build an index; a folder of that name appears only once it is whole."""
    if folder.exists():
        return
    unfinished = folder.with_name(folder.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    index = tantivy.Index(_schema(), str(unfinished))
    index.register_tokenizer(_ANALYZER, _analyzer())
    # One thread: the same passages in the same order make the same segments.
    writer = index.writer(_HEAP, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    unfinished.rename(folder)


def delete_lexical(parent: Path, *, but: str = "") -> None:
    """Delete all indexes below `parent`, except the one named."""
    for folder in parent.iterdir() if parent.is_dir() else ():
        if folder.name != but:
            shutil.rmtree(folder, ignore_errors=True)


def _schema() -> tantivy.Schema:
    return (
        SchemaBuilder()
        .add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("document", tokenizer_name="raw", index_option="basic")
        .add_text_field("outlet", tokenizer_name="raw", index_option="basic")
        .add_integer_field("day", indexed=True, fast=True)
        .add_text_field("title", tokenizer_name=_ANALYZER, index_option="freq")
        .add_text_field("body", tokenizer_name=_ANALYZER, index_option="freq")
        .build()
    )


def _analyzer() -> tantivy.TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD))
    # Names are spelt with and without their accents.
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).filter(Filter.stemmer("english")).build()


def _document(entry: LexicalEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("key", entry.key)
    document.add_text("document", entry.document_id)
    document.add_text("title", entry.title)
    document.add_text("body", entry.text)
    if entry.outlet_key:
        document.add_text("outlet", entry.outlet_key)
    if entry.day:
        document.add_integer("day", entry.day.toordinal())
    return document


def query_words(question: str) -> list[str]:
    """The words a question is searched by: each once, in lower case.

    Nothing is among them that the query language gives a meaning to.
    """
    words = (word for word in _WORDS.findall(question.lower()) if len(word) < _LONGEST_WORD)
    return list(dict.fromkeys(words))[:_MAX_TERMS]


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:200]
        raise IndexStateError(f"The index of words cannot be used ({reason}); {REBUILD}.") from error
