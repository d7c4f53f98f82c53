"""A small archive and assistant in memory, and a home that the real command has indexed."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine

from assistant.conversations import Conversations
from assistant.errors import QuestionError
from assistant.feedback import Feedback, Kept
from assistant.types import Answer, Citation, Delta, Statement, StatusEvent, Turn
from index.errors import InputError
from index.types import (
    Document,
    DocumentSummary,
    Event,
    Filters,
    Passage,
    Removal,
    ScoredPassage,
    Sentence,
)
from tests.assistant.surfaces.commands import run, write_papers

EVERYTHING = Filters()
TEXT = "The ferry “Ada” carried 12 cars. It sails at dawn."


def document(document_id: str) -> Document:
    return Document(
        document_id=document_id,
        origin=f"{document_id}.txt",
        content_hash="0" * 64,
        title="Ferry news",
        text=TEXT,
        outlet="Gazette",
        url=None,
        published_on=date(1921, 5, 4),
        event_on=date(1921, 5, 3),
        event_on_precision="inferred",
        sentences=(Sentence(0, 32, 0), Sentence(33, 50, 0)),
        removed=(Removal("Subscribe!", "subscribe line"),),
    )


def summary(one: Document) -> DocumentSummary:
    return DocumentSummary(
        document_id=one.document_id,
        title=one.title,
        origin=one.origin,
        outlet=one.outlet,
        url=one.url,
        published_on=one.published_on,
        captured_on=None,
        mention=None,
        event_id="call-1",
        event_on=one.event_on,
        event_on_precision=one.event_on_precision,
    )


def citation(number: int) -> Citation:
    return Citation(
        number=number,
        document_id="a/ferry news",
        passage_id="p",
        title="Ferry news",
        outlet="Gazette",
        url=None,
        published_on=date(1921, 5, 4),
        event_on=date(1921, 5, 3),
        event_on_precision="inferred",
        speaker=None,
        quote=TEXT[:32],
        start=0,
        end=32,
    )


class SmallArchive:
    def __init__(self, engine):
        self.engine = engine
        self.held = {name: document(name) for name in ("a/ferry news", "b", "c")}
        self.embedding = SimpleNamespace(embed_query=lambda text: [float(len(text))])

    def documents(self):
        return tuple(summary(one) for one in self.held.values())

    def document(self, document_id):
        if document_id not in self.held:
            raise InputError(f"There is no document {document_id!r}.")
        return self.held[document_id]

    def events(self):
        return (Event("call-1", "call", date(1921, 5, 3), "inferred", ("A", "B"), tuple(self.held)),)

    def version(self):
        return "version-1"

    def passage_count(self):
        return len(self.held)


class SmallAssistant:
    """Answers what the ferry carried; abstains from all else; fails as told."""

    def __init__(self, archive):
        self.archive = archive
        self.conversations = Conversations(archive.engine)
        self.feedback = Feedback(archive.engine)
        self.asked: list[Filters] = []
        self.failure: Exception | None = None

    def of(self, _owner, _outlets, _watch):
        return self

    async def ask(self, question, *, conversation_id=None, filters=EVERYTHING):
        async for event in self.stream(question, conversation_id=conversation_id, filters=filters):
            answer = event
        return answer

    def stream(self, question, *, conversation_id=None, filters=EVERYTHING):
        if not question.strip():
            raise QuestionError("The question is empty; ask one.")
        return self._told(question, conversation_id, filters)

    async def _told(self, question, conversation_id, filters):
        yield StatusEvent("retrieve")
        self.asked.append(filters)
        if self.failure:
            raise self.failure
        answer = replace(self._answer(question, conversation_id), answer_id=str(len(question)))
        self.feedback.keep(Kept(answer))
        if conversation_id:
            self.conversations.append(conversation_id, Turn(question, answer))
        for cited in answer.citations:
            yield cited
        for piece in re.findall(r"\S+\s*", answer.text):
            yield Delta(piece)
        yield answer

    async def search(self, query, *, k=10, filters=EVERYTHING):
        self.asked.append(filters)
        assert query
        passage = Passage("p", "a/ferry news", 0, 32, 9)
        found = ScoredPassage(passage, TEXT[:32], "Ferry news", "Gazette", date(1921, 5, 4), 1.0, 0.5, None)
        return (found,) * min(k, 2)

    def _answer(self, question, conversation_id):
        if "ferry" not in question:
            return Answer(
                question,
                question,
                "abstained",
                "The archive does not say.",
                related=(citation(1),),
                conversation_id=conversation_id,
            )
        return Answer(
            question,
            question,
            "answered",
            f"“{TEXT[:32]}” [1]",
            statements=(Statement(TEXT[:32], (1,)),),
            citations=(citation(1),),
            conversation_id=conversation_id,
        )


@pytest.fixture
def assistant(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'catalog.db'}")
    yield SmallAssistant(SmallArchive(engine))
    engine.dispose()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    write_papers(folder)
    return folder


@pytest.fixture(scope="session")
def home(folder, tmp_path_factory):
    """Holds the papers, indexed by the real command."""
    home = tmp_path_factory.mktemp("home")
    result = run("index", folder, home=home)
    assert result.exit_code == 0, result.output
    return home
