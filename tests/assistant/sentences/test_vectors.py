import numpy as np
import pytest

from assistant.sentences.vectors import SentenceVectors
from index.archive import Archive
from tests.index.stand_in import WordEmbedding, small_archive


@pytest.fixture
def embedding() -> WordEmbedding:
    return WordEmbedding()


@pytest.fixture
def archive(tmp_path, embedding: WordEmbedding):
    with small_archive(tmp_path / "home", embedding) as archive:
        yield archive


def test_a_sentence_is_embedded_once(archive: Archive, embedding: WordEmbedding) -> None:
    vectors = SentenceVectors(archive.embedding.embed_documents)
    first = vectors.embed(["The kettle boils.", "The mill turns.", "The kettle boils."])
    again = vectors.embed(["The mill turns.", "The ferry sails."])
    assert embedding.embedded == 3
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(again[0], first[1])


def test_vectors_come_in_the_order_of_the_texts(archive: Archive) -> None:
    texts = ["The kettle boils.", "The mill turns.", "The ferry sails."]
    vectors = SentenceVectors(archive.embedding.embed_documents)
    vectors.embed(texts[::-1])
    assert np.array_equal(vectors.embed(texts), WordEmbedding().embed_documents(texts))


def test_of_no_texts_there_are_no_vectors(archive: Archive) -> None:
    assert len(SentenceVectors(archive.embedding.embed_documents).embed([])) == 0
