import pytest

from assistant.sentences.speakers import holds, speaks
from index.types import Person

HALVARD = Person("Ingrid Halvard", ("prime minister of velmark", "prime minister"))
TAVIRA = Person("Duarte Tavira", ("prime minister of costara", "head of the costaran government", "prime minister"))
BRODIN = Person("Lena Brodin", ("minister of foreign affairs of ostmark", "foreign minister"))
KOVRIN = Person("Milan Kovrin", ("prime minister",))
LAM = Person("Edita Lam", ("opposition leader",))
GRANT = Person("Lucille Grant", ("mayor",))
CALL = (HALVARD, TAVIRA)


def who(phrase: str, people: tuple[Person, ...], context: str = "") -> list[str]:
    return [person.name for person in people if speaks(phrase, person.name, people, context)]


@pytest.mark.parametrize(
    "phrase",
    [
        "Halvard",
        "Ms Halvard",
        "Ingrid Halvard",
        "ingrid halvard",
        "PM Halvard",
        "Prime Minister Halvard",
        "Prime Minister Ingrid Halvard",
        "Prime Minister of Velmark Ingrid Halvard",
        "Velmark's Halvard",
        "Velmark's Prime Minister Ingrid Halvard",
        "Halvord",
        "Prime Minister of Velmark",
        "the Velmark prime minister",
        "the Velmarkian prime minister",
        "Velmark's PM",
        "velmark's pm",
        "the head of the Velmark government",
        "the head of government of Velmark",
        "the Velmark side",
        "Velmark",
    ],
)
def test_a_person_is_found_by_name_office_and_place(phrase: str) -> None:
    assert who(phrase, CALL) == ["Ingrid Halvard"]


@pytest.mark.parametrize("phrase", ["the Costaran prime minister", "Costara's PM", "Tavira", "the Costaran government"])
def test_the_other_one_is_found_as_well(phrase: str) -> None:
    assert who(phrase, CALL) == ["Duarte Tavira"]


@pytest.mark.parametrize(
    "phrase",
    [
        "the leader of the opposition",
        "the opposition leader",
        "the Prime Minister of Ostmark",
        "Ostmark's PM",
        "Prime Minister of Denmark",
        "the president of Velmark",
        "the deputy prime minister of Velmark",
        "the former prime minister",
        "the foreign minister",
        "Prime Minister Kovrin",
        "John Halvard",
        "Ostmark",
    ],
)
def test_an_office_or_name_that_nobody_has_is_nobodys(phrase: str) -> None:
    assert who(phrase, CALL) == []


def test_a_bare_office_is_of_all_who_hold_it() -> None:
    assert who("the prime minister", CALL) == ["Ingrid Halvard", "Duarte Tavira"]


@pytest.mark.parametrize(
    "phrase", ["Foreign Minister of Ostmark", "the Ostmark foreign minister", "the minister of foreign affairs"]
)
def test_a_minister_is_told_by_what_the_ministry_is_for(phrase: str) -> None:
    others = (BRODIN, Person("Bo Lund", ("defence minister of ostmark", "defence minister")))
    assert who(phrase, others) == ["Lena Brodin"]


@pytest.mark.parametrize("phrase", ["leader of the opposition", "opposition leader", "head of the opposition", "Lam"])
def test_the_leader_of_the_opposition_leads_no_government(phrase: str) -> None:
    assert who(phrase, (KOVRIN, LAM)) == ["Edita Lam"]


def test_the_place_of_an_office_may_come_from_the_outlet_or_title_if_nobody_fits_better() -> None:
    phrase = "the mayor of Harrowgate Bridge"
    assert who(phrase, (GRANT, LAM), "Harrowgate Bridge Observer") == ["Lucille Grant"]
    assert who(phrase, (GRANT, LAM)) == []
    assert who(phrase, (GRANT, LAM), "Castle Orrin Observer") == []
    placed = Person("Bo Lund", ("mayor of harrowgate bridge", "mayor"))
    assert who(phrase, (GRANT, placed), "Harrowgate Bridge Observer") == ["Bo Lund"]
    assert who(phrase, (GRANT, Person("Bo Lund", ("mayor",))), "Harrowgate Bridge Observer") == []


def test_what_another_document_says_of_a_person_counts() -> None:
    elsewhere = Person("Milan Kovrin", ("prime minister of lowland",))
    assert speaks("Lowland's prime minister", "Milan Kovrin", (KOVRIN, elsewhere))
    assert not speaks("Costara's prime minister", "Milan Kovrin", (KOVRIN, elsewhere), "Costara votes")


def test_the_prime_minister_of_denmark_is_not_portugals() -> None:
    people = (Person("Ada Sousa", ("portuguese prime minister", "prime minister")), KOVRIN)
    assert who("The Prime Minister of Denmark", people) == []
    assert who("Portugal's PM", people) == ["Ada Sousa"]


def test_a_last_name_known_alone_matches_the_full_name_and_itself() -> None:
    people = (Person("Nandakumar"), Person("Bo Lund", ("chief executive",)))
    assert who("Nandakumar", people) == ["Nandakumar"]
    assert who("Priya Nandakumar", people) == ["Nandakumar"]
    assert who("chief executive Priya Nandakumar", people) == ["Nandakumar"]


def test_an_office_before_a_name_yields_to_the_name() -> None:
    people = (Person("Antony Ware", ("secretary of state",)), Person("Bo Lund", ("defence secretary",)))
    assert who("Secretary Ware", people) == ["Antony Ware"]
    assert who("Secretary of State Antony Ware", people) == ["Antony Ware"]
    assert who("Secretary Roe", people) == []


def test_of_two_people_of_one_name_the_office_decides() -> None:
    people = (Person("Ada Roe", ("judge",)), Person("Ben Roe", ("mayor",)))
    assert who("Mayor Roe", people) == ["Ben Roe"]
    assert who("Ada Roe", people) == ["Ada Roe"]


def test_an_offices_word_may_be_a_name() -> None:
    people = (Person("Julie Bishop"), Person("Bo Lund", ("archbishop",)))
    assert who("Ms Bishop", people) == ["Julie Bishop"]


def test_an_exact_name_leaves_no_room_for_a_similar_one() -> None:
    people = (Person("Sanna Marin"), Person("Ivo Marino"))
    assert who("Marin", people) == ["Sanna Marin"]


@pytest.mark.parametrize(
    ("phrase", "speaker", "expected"),
    [
        ("the interior ministry", "the Interior Ministry", True),
        ("the defence ministry", "the Interior Ministry", False),
        ("the central bank", "Costara's central bank", True),
        ("Harlan & Moe", "Harlan & Moe", True),
        ("the prime minister of Velmark", "Office of the Prime Minister of Velmark", False),
        ("the Office of the Prime Minister", "Office of the Prime Minister of Velmark", True),
        ("the president of Chile", "the president of Chile", True),
        ("the Chilean president", "the president of Chile", True),
        ("the president of Peru", "the president of Chile", False),
        ("police", "police", True),
        ("Velmark's prime minister", "Velmark", False),
        ("the Velmark prime minister", "Velmark's coast guard", False),
        ("Velmark", "Velmark's coast guard", True),
        ("the government", "the government", True),
        ("police", None, False),
    ],
)
def test_institutions_speak_for_themselves(phrase: str, speaker: str | None, expected: bool) -> None:
    assert speaks(phrase, speaker, CALL) is expected


def test_whoever_holds_an_office_of_a_place_or_firm_speaks_for_it() -> None:
    director = Person("Beatriz Couto", ("director of the costaran shipowners' association", "director"))
    boss = Person("Priya Nand", ("chief executive of bramwell home", "chief executive"))
    people = (TAVIRA, director, boss)
    assert who("the Costaran government", people) == ["Duarte Tavira"]
    assert who("Bramwell Home", people) == ["Priya Nand"]
    assert who("the Costaran Shipowners' Association", people) == ["Beatriz Couto"]


def test_an_office_is_held_by_whom_the_document_gives_it_to() -> None:
    assert holds("prime minister of Velmark", HALVARD)
    assert holds("the Velmark PM", HALVARD)
    assert holds("prime minister", HALVARD)
    assert holds("head of government of Costara", TAVIRA)
    assert not holds("prime minister of Costara", HALVARD)
    assert not holds("president of Velmark", HALVARD)
    assert not holds("prime minister of Lowland", KOVRIN)
    assert holds("prime minister of Lowland", KOVRIN, "Lowland Broadcasting")
    assert not holds("Halvard", HALVARD)


def test_an_office_that_is_held_no_more_is_not_held() -> None:
    former = Person("Bo Lund", ("former president of malta",))
    assert not holds("president of Malta", former)
    assert holds("former president of Malta", former)
