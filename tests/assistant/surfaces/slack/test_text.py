"""What text of others becomes before Slack sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.surfaces.slack.shown.text import cut, line, markdown, mrkdwn, plain, sentence_ends, shortened, size
from tests.assistant.hostile import hostile
from tests.assistant.surfaces.slack.answers import texts


def test_what_cannot_be_seen_is_taken_out_and_what_can_be_stays() -> None:
    assert plain("a\u202eb\u2066c\u200bd\ufeffe\x00f\u00adg\U000e0041") == "abcdefg"
    assert plain("½ ² القافلة 👩\u200d🚀 ﬁ") == "½ ² القافلة 👩\u200d🚀 ﬁ"


def test_joiners_stay_between_letters_that_they_join_and_go_from_between_others() -> None:
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("@\u200dchannel\u200c") == "@channel"
    assert plain("é\u200d\u200dé") == "éé"


def test_half_a_pair_is_shown_as_a_character_that_is_missing() -> None:
    assert plain("a\ud83db\udc00") == "a\ufffdb\ufffd"


def test_lines_end_in_one_way_and_a_line_has_none() -> None:
    assert plain("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert line(" a\r\n\n b\u2029c\t\u00a0d ") == "a b c d"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U012AB3CD>", "&lt;@U012AB3CD&gt;"),
        ("<#C1|general> <!subteam^S1>", "&lt;#C1|general&gt; &lt;!subteam^S1&gt;"),
        ("<!date^1^{date}|now>", "&lt;!date^1^{date}|now&gt;"),
        ("<https://evil.example|bank>", "&lt;https://evil.example|bank&gt;"),
        ("Smith & Daughters &amp; &lt;!here&gt;", "Smith &amp; Daughters &amp;amp; &amp;lt;!here&amp;gt;"),
        ("@channel, @HERE and @ada", "@\u2060channel, @\u2060HERE and @ada"),
    ],
)
def test_slacks_own_signs_are_escaped_in_its_own_markup(text: str, shown: str) -> None:
    assert mrkdwn(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** _it_ ~~no~~ `code`", r"\*\*bold\*\* \_it\_ \~\~no\~\~ \`code\`"),
        ("[bank](https://evil.example)", r"\[bank\](https\://evil.example)"),
        ("![pixel](http://evil.example)", r"!\[pixel\](http\://evil.example)"),
        ("see WWW.evil.example", r"see WWW\.evil.example"),
        ("ada@evil.example @channel", r"ada\@evil.example \@channel"),
        ("<!channel> & co", "&lt;!channel&gt; &amp; co"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("> quote", "&gt; quote"),
        (r"a \* b", r"a \\\* b"),
        ("at 10:30: 4 barges", "at 10:30: 4 barges"),
        (":tada: now", r"\:tada: now"),
        ('Ada Holm: "some 4,700 (of 5,000) – 94% - passed."', 'Ada Holm: "some 4,700 (of 5,000) – 94% - passed."'),
    ],
)
def test_whatever_formats_or_links_is_escaped_in_markdown_and_nothing_else(text: str, shown: str) -> None:
    assert markdown(text) == shown


def test_length_is_counted_as_slack_may_count_it() -> None:
    assert size("a€🚀") == 4


def test_a_text_is_cut_at_a_sentence() -> None:
    text = "The first barge passed. The second passed on 3 May. The third, of 1,150.5 tonnes, did not."
    assert cut(text, len(text)) == text
    assert cut(text, 60) == "The first barge passed. The second passed on 3 May. …"
    assert cut(text, 53) == "The first barge passed. The second passed on 3 May. …"
    assert cut(text, 52) == "The first barge passed. …"


def test_a_marker_stays_with_its_sentence() -> None:
    text = 'She said "they passed" [1][2]. He did not. And so on and on and on.'
    assert text[: sentence_ends(text)[0]] == 'She said "they passed" [1][2].'
    assert cut("They passed. [1] He did not say so [2].", 22) == "They passed. [1] …"


def test_a_sentence_too_long_is_cut_at_a_word_and_a_word_too_long_anywhere() -> None:
    assert cut("one two three four", 12) == "one two …"
    assert cut("abcdefghijkl", 8) == "abcdef …"
    assert shortened("  one \n two three", 10) == "one two …"


def test_what_a_text_becomes_is_what_is_measured() -> None:
    assert cut("a & b & c & d", 14, mrkdwn) == "a & b …"  # "a &amp; b …" has 11 characters; "a &amp; b &amp; …", 17


@given(hostile(), st.integers(2, 300))
def test_what_is_cut_is_never_longer_than_its_limit_and_begins_as_the_text_does(text: str, limit: int) -> None:
    for render in (str, mrkdwn, markdown):
        kept = cut(plain(text), limit, render)
        assert size(render(kept)) <= limit
        assert plain(text).startswith(kept.removesuffix(" …"))


@given(texts)
def test_no_text_keeps_a_sign_that_slack_parses(text: str) -> None:
    assert not set("<>") & set(mrkdwn(text) + markdown(text))
    shortened(text, 50).encode("utf-8")
