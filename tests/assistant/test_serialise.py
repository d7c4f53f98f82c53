from datetime import date

from assistant.serialise import document_page, document_view, search_result, to_json
from index.types import Document, DocumentSummary, Passage, Removal, ScoredPassage, Sentence

PASSAGE = Passage("pier:0-4:0badcafe", "pier", 0, 4, 2)
DOCUMENT = Document(
    document_id="pier",
    origin="notes/pier.txt",
    content_hash="0" * 64,
    title="The pier",
    text="Done.",
    outlet="Gazette",
    published_on=date(1921, 5, 4),
    event_on=date(1921, 5, 3),
    event_on_precision="stated",
    sentences=(Sentence(0, 5, 0, "Ada Quill"),),
    passages=(PASSAGE,),
    removed=(Removal("Subscribe now", "subscribe line"),),
)


def summary(document_id: str) -> DocumentSummary:
    return DocumentSummary(document_id, "T", "o.txt", None, None, None, None, None, None, None, None)


def test_a_search_is_shown_in_the_shape_of_the_contract() -> None:
    found = ScoredPassage(PASSAGE, "Done", "The pier", None, date(1921, 5, 4), 0.5, 0.75, None)
    assert to_json(search_result("done?", [found])) == {
        "query": "done?",
        "passages": [
            {
                "passage_id": "pier:0-4:0badcafe",
                "document_id": "pier",
                "title": "The pier",
                "outlet": None,
                "published_on": "1921-05-04",
                "text": "Done",
                "start": 0,
                "end": 4,
                "score": 0.5,
                "scores": {"dense": 0.75, "lexical": None},
            }
        ],
    }


def test_a_document_is_shown_with_its_text_its_speakers_its_passages_and_what_was_removed() -> None:
    shown = to_json(document_view(DOCUMENT))
    assert shown["text"] == "Done."
    assert shown["event_on"] == "1921-05-03"
    assert shown["event_on_precision"] == "stated"
    assert shown["url"] is None
    assert shown["removed"] == [{"text": "Subscribe now", "reason": "subscribe line"}]
    assert shown["sentences"] == [{"start": 0, "end": 5, "paragraph": 0, "speaker": "Ada Quill"}]
    assert shown["passages"] == [{"passage_id": "pier:0-4:0badcafe", "start": 0, "end": 4}]


def test_a_page_of_a_listing_says_how_many_there_are() -> None:
    page = document_page([summary(name) for name in "abcde"], limit=2, offset=3)
    assert [one.document_id for one in page.documents] == ["d", "e"]
    assert (page.total, page.limit, page.offset) == (5, 2, 3)


def test_a_listing_without_a_limit_is_whole() -> None:
    assert len(document_page([summary(name) for name in "abcde"]).documents) == 5


def test_a_page_after_the_last_is_empty() -> None:
    assert document_page([summary("a")], limit=2, offset=7).documents == ()
