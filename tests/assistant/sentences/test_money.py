import pytest

from assistant.sentences.money import is_money
from assistant.sentences.reading import read
from tests.assistant.papers import document


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("The lock will cost 40,000 crowns.", True),
        ("He bought the mill for 900 talers.", True),
        ("It was given $40.", True),
        ("The gift was of 40 dollars.", True),
        ("The storm cost 12 lives.", False),
        ("The storm cost 12 per cent of the harvest.", False),
        ("The lock cost them 3 years.", False),
        ("The lock holds 40 barges.", False),
        ("The ticket costs 40.", False),
    ],
)
def test_money_has_a_sign_a_known_currency_or_is_what_something_costs(text: str, money: bool) -> None:
    sentence = read(document(text)).sentences[0]
    assert is_money(sentence.quantities[0], sentence, {"dollar"}) is money
