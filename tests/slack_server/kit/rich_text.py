"""Slack's rich text."""

from tests.slack_server.kit.objects import CHANNEL, URL, USER
from tests.slack_server.kit.rules import flag, many, one_of, shape, string, typed, whole

_STYLE = shape(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag),
)
_MOST = 1_000
_STYLED = {"style": _STYLE}

_PIECES = typed(
    {
        "text": shape({"text": string(40_000)}, _STYLED),
        "link": shape({"url": URL}, {**_STYLED, "text": string(40_000), "unsafe": flag}),
        "user": shape({"user_id": USER}, _STYLED),
        "usergroup": shape({"usergroup_id": string(20)}, _STYLED),
        "channel": shape({"channel_id": CHANNEL}, _STYLED),
        "emoji": shape({"name": string(100)}, {**_STYLED, "unicode": string(100), "skin_tone": whole(1, 6)}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "color": shape({"value": string(7)}, _STYLED),
        "date": shape(
            {"timestamp": whole(0, 9_999_999_999), "format": string(200)}, {"url": URL, "fallback": string(200)}
        ),
    }
)
_SECTION = shape({"elements": many(_PIECES, 0, _MOST)})
_BORDER = {"border": whole(0, 1)}

RICH_TEXT_ELEMENTS = many(
    typed(
        {
            "rich_text_section": _SECTION,
            "rich_text_preformatted": shape({"elements": many(_PIECES, 0, _MOST)}, {**_BORDER, "language": string(40)}),
            "rich_text_quote": shape({"elements": many(_PIECES, 0, _MOST)}, _BORDER),
            "rich_text_list": shape(
                {
                    "style": one_of("bullet", "ordered"),
                    "elements": many(typed({"rich_text_section": _SECTION}), 0, _MOST),
                },
                {**_BORDER, "indent": whole(0, 8), "offset": whole(0, 10_000)},
            ),
        }
    ),
    1,
    _MOST,
)
