import pytest

from assistant.asking import kinds
from assistant.asking.asked import terms
from assistant.sentences.words import words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many barges passed the lock?", "how_many"),
        ("What was the number of kettles sold?", "how_many"),
        ("how much grain was stored", "how_many"),
        ("How long is the canal?", "how_many"),
        ("What is the population of Brindle?", "how_many"),
        ("What percentage of the harvest was lost?", "how_many"),
        ("When did the ferry sail?", "when"),
        ("On what date did the ferry sail?", "when"),
        ("Which year did the mill burn?", "when"),
        ("Who built the bridge?", "who"),
        ("Whose kettles were sold?", "who"),
        ("Which minister opened the bridge?", "who"),
        ("Where does the ferry land?", "where"),
        ("In which town is the museum?", "where"),
        ("Why did the mill stop?", "why"),
        ("What caused the flood?", "why"),
        ("Did the ferry sail?", "yes_no"),
        ("And is the lock open?", "yes_no"),
        ("Hasn't the lock been mended?", "yes_no"),
        ("What stopped the mill?", "what"),
        ("What will the lock cost?", "how_many"),
        ("Why did the toll rise?", "why"),
        ("Did the number of barges rise?", "yes_no"),
        ("Did she say how many barges had passed?", "how_many"),
    ],
)
def test_the_kind_of_answer_is_told_by_the_words_that_ask(text: str, kind: str) -> None:
    assert kinds.kind_of(text, speaker=None) == kind


def test_a_question_that_only_names_a_speaker_asks_what_was_said() -> None:
    assert kinds.kind_of("What did Ada Holm say?", speaker="Ada Holm") == "said"
    assert kinds.kind_of("How many barges did Ada Holm name?", speaker="Ada Holm") == "how_many"


@pytest.mark.parametrize(
    "text",
    [
        "Compare the two reports.",
        "How do the outlets differ on the lock?",
        "What discrepancies are there?",
        "How has the number of barges changed?",
        "Do both accounts name the ferry?",
    ],
)
def test_comparing_is_asked_for_in_many_words(text: str) -> None:
    assert kinds.compares(text)


@pytest.mark.parametrize("text", ["How many barges passed?", "What did the Gazette write of the ferry?"])
def test_a_plain_question_compares_nothing(text: str) -> None:
    assert not kinds.compares(text)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Who is the prime minister of Ostmere?", "prime minister of Ostmere"),
        ("who's the mayor of Dell", "mayor of Dell"),
        ("Who was the foreign minister?", "foreign minister"),
        ("Who is the oldest kettle maker?", None),
        ("What does the prime minister want?", None),
    ],
)
def test_the_holder_of_an_office_is_asked_for_by_who_is(text: str, office: str | None) -> None:
    assert kinds.office(text) == office


@pytest.mark.parametrize("text", ["the latest number of barges", "how many so far", "the most recent figure"])
def test_the_last_of_several_values_is_asked_for(text: str) -> None:
    assert kinds.asks_latest(text)
    assert not kinds.asks_latest("how many barges passed in May")


@pytest.mark.parametrize(
    "text",
    ["How many calls were there?", "How often did they talk?", "Which calls were held in May?", "When did they meet?"],
)
def test_the_calls_themselves_are_asked_for(text: str) -> None:
    assert kinds.asks_of_events(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who spoke in May?", True),
        ("Who took part in the May call?", True),
        ("Who were the participants of the May call?", True),
        ("Who initiated the call?", False),
        ("Who spoke about grain?", False),
        ("Who took part in the regatta?", False),
        ("Who made the bell?", False),
    ],
)
def test_the_people_of_a_call_are_asked_for_where_nothing_else_is(text: str, *, asked: bool) -> None:
    assert kinds.asks_who_took_part(text, terms(words(text), ())) is asked


@pytest.mark.parametrize("text", ["What was said in all the calls?", "Which calls mentioned barges?"])
def test_asking_for_what_calls_said_is_not_asking_for_the_calls(text: str) -> None:
    assert not kinds.asks_of_events(text)


def counted(text: str) -> list[str]:
    found = words(text)
    return [term.text for term in kinds.unit(text, found, terms(found, ()))]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("How many barges passed the lock?", ["barges"]),
        ("How many Ostmerian sailors were hurt?", ["Ostmerian", "sailors"]),
        ("How many grain barges have passed?", ["grain", "barges"]),
        ("What was the number of kettles sold?", ["kettles"]),
        ("How many of the barges carried timber?", ["barges"]),
        ("What is the population of Brindle?", ["population"]),
        ("How many by the July call?", []),
    ],
)
def test_what_is_counted_is_named_right_after_the_words_that_count(text: str, things: list[str]) -> None:
    assert counted(text) == things


def test_an_attribute_is_asked_for_before_its_amount() -> None:
    assert kinds.asks_attribute("What is the population of Brindle?")
    assert not kinds.asks_attribute("How many people live in Brindle?")


@pytest.mark.parametrize(
    ("text", "measure"),
    [("How long was the strike?", "weeks"), ("How far is Korrin?", "km"), ("How old is it?", "years")],
)
def test_a_measure_is_counted_in_its_own_units(text: str, measure: str) -> None:
    assert measure in counted(text)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Who was arrested in Dell?", "arrested"),
        ("When did Ada Holm visit the lock?", "visit"),
        ("When will the bridge be opened?", "opened"),
        ("Who polished the kettles?", "polished"),
        ("What is the name of the ferry?", None),
    ],
)
def test_what_was_done_is_told_by_the_form_of_the_question(text: str, verb: str | None) -> None:
    term = kinds.predicate(text, terms(words(text), ()))
    assert (term.text if term else None) == verb


@pytest.mark.parametrize(
    "text",
    [
        "Who wrote about the kettle fair?",
        "Who wrote the article on the kettle fair?",
        "Which journalist reported on the fair?",
        "Who is the author of the second report?",
    ],
)
def test_the_author_of_a_report_is_asked_for(text: str) -> None:
    assert kinds.asks_author(text)
    assert kinds.kind_of(text, speaker=None) == "who"


@pytest.mark.parametrize(
    "text", ["Who wrote the letter to the mayor?", "What did the author say?", "Who saw the fair?"]
)
def test_the_author_of_something_else_is_not(text: str) -> None:
    assert not kinds.asks_author(text)


def test_the_latest_number_is_a_count() -> None:
    assert kinds.kind_of("What is the latest number of barges?", speaker=None) == "how_many"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many cargo barges sank?", ["cargo", "barges"]),
        ("How many barges carry grain?", ["barges"]),
        ("How many servicemen guards the lock?", ["servicemen"]),
    ],
)
def test_a_thing_may_be_named_by_two_nouns(text: str, counted: list[str]) -> None:
    found = words(text)
    assert [term.text for term in kinds.unit(text, found, terms(found, ()))] == counted


def test_what_a_yes_no_question_says_was_done_is_known() -> None:
    found = terms(words("Did Ada Holm visit the lock?"), ())
    done = kinds.predicate("Did Ada Holm visit the lock?", found)
    assert done is not None
    assert done.text == "visit"
