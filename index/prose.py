"""A document's sentences as words, and whom they mention: read once, for all the steps that ask."""

from __future__ import annotations

from dataclasses import dataclass

from index.companies import Companies
from index.mentions import Mention, mentions
from index.sentences import split_sentences
from index.types import Sentence
from index.words import Token, sentence_words


@dataclass(frozen=True, slots=True)
class Prose:
    """A text and its sentences; of each sentence, in the same order, its words and its mentions of people."""

    text: str
    sentences: tuple[Sentence, ...]  # without their speakers
    words: tuple[tuple[Token, ...], ...]
    mentions: tuple[tuple[Mention, ...], ...]
    companies: Companies


def read_prose(text: str) -> Prose:
    """Read a cleaned text."""
    sentences = split_sentences(text)
    words = tuple(sentence_words(text, sentence) for sentence in sentences)
    return Prose(text, sentences, words, tuple(tuple(mentions(run)) for run in words), Companies(words))
