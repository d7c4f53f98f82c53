import time

import pytest

from assistant.surfaces.slack.ways.heard import calls_another, is_courtesy, mentions, words

ME = "U0READOUT"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("<@U0READOUT> how many barges passed?", "how many barges passed?"),
        ("how many barges passed, <@U0READOUT>?", "how many barges passed, ?"),
        ("<@U0READOUT|readout>: how many?", "how many?"),
        ("<@U0READOUT>, how many?", "how many?"),
        ("<@U0READOUT>", ""),
        ("<@U0READOUT> :wave: :+1::skin-tone-3:", ""),
        ("<@U0READOUT> ?!", ""),
        ("what did <@U1ADA> say of <#C1NEWS|news>?", "what did @U1ADA say of #news?"),
        ("what did <@U1ADA|ada> say?", "what did @ada say?"),
        ("tell <!here> and <!subteam^S1|@desk>", "tell @here and @desk"),
        ("as of <!date^1392734382^{date}|18 February 2014>?", "as of 18 February 2014?"),
        ("<!date^1392734382^{date}>", "@date"),
        ("see <https://a.example/b?c=1&amp;d=2>", "see https://a.example/b?c=1&d=2"),
        ("see <https://a.example|the report>", "see the report"),
        ("write to <mailto:ada@norhavn.example>", "write to ada@norhavn.example"),
        ("is 3 &lt; 4 &amp; 5 &gt; 4?", "is 3 < 4 & 5 > 4?"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
        ("*How many* _barges_ ~passed~ the `lock`?", "How many barges passed the lock?"),
        ("*_how many_*?", "how many?"),
        ("snake_case_name and 3*4*5 stay", "snake_case_name and 3*4*5 stay"),
        ("&gt; some 212 barges\nIs that so?", "some 212 barges\nIs that so?"),
        ("```\nsome text\n```", "some text"),
        ("  two   spaces \n\n\n and lines ", "two spaces\nand lines"),
        ("Сколько барж прошло?", "Сколько барж прошло?"),
    ],
)
def test_a_message_is_heard_as_plain_words(written: str, heard: str) -> None:
    assert words(written, ME) == heard


@pytest.mark.parametrize(
    "piece", ["*a ", "_", "*", "~a", "<", "<@", "&lt;", ":a", ":a:", "`", "> ", "\n", " ", "a\u200b"]
)
def test_the_longest_message_is_heard_at_once(piece: str) -> None:
    longest = piece * (40_000 // len(piece))
    began = time.perf_counter()
    is_courtesy(words(longest, ME))
    calls_another(longest, ME)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("<@U0READOUT> hello", True),
        ("hello <@U0READOUT|readout>", True),
        ("<@U0READOUT2> hello", False),
        ("U0READOUT", False),
    ],
)
def test_a_mention_is_of_one_user_and_no_other(text: str, mentioned: bool) -> None:
    assert mentions(text, ME) is mentioned


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("<@U1ADA> can you look?", True),
        ("  <@U1ADA|ada> can you look?", True),
        ("<!here> who knows?", True),
        ("<!channel|channel> who knows?", True),
        ("<!subteam^S1|@desk> who knows?", True),
        ("<@U0READOUT> who knows?", False),
        ("what did <@U1ADA> say?", False),
        ("<#C1NEWS> is where?", False),
        ("<https://a.example> says what?", False),
        ("<!date^1^{date}|1 May> was when?", False),
    ],
)
def test_a_message_calls_whom_it_begins_with(text: str, another: bool) -> None:
    assert calls_another(text, ME) is another


@pytest.mark.parametrize(
    ("text", "courtesy"),
    [
        ("thanks!", True),
        ("Thank you so much.", True),
        ("ok", True),
        ("Got it :thumbsup:", True),
        ("+1", True),
        ("thanks, and in May?", False),
        ("no, the other lock", False),
        ("and in May?", False),
        ("okra harvest", False),
    ],
)
def test_thanks_and_nods_ask_nothing(text: str, courtesy: bool) -> None:
    assert is_courtesy(text) is courtesy
