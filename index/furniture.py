"""The words that web pages wrap around their articles: patterns, each under the kind of furniture it shows."""

from __future__ import annotations

Table = tuple[tuple[str, tuple[str, ...]], ...]

# What speaks to the reader of a page and hardly ever stands in a reported sentence. "^" stands for the line's
# start and only at a pattern's. All patterns see text in lower case.
FURNITURE: Table = (
    (
        "subscription line",
        (
            r"^subscribe\b",
            r"subscribe (?:to (?:our|the|us|get)|now|today)",
            r"(?:our|free|daily|weekly|e-?mail) newsletters?",
            r"^sign up\b",
            r"sign(?:ing)? up (?:for (?:our|the|free|a free)|to (?:our|get|receive)|here|now|today)",
            r"your inbox",
            r"^unsubscribe",
            r"(?:become|already) an? (?:member|subscriber)\b",
            r"^join us\b",
            r"support (?:us|our (?:journalism|work))\b",
            r"our (?:telegram|whatsapp|youtube|app\b)",
            r"get (?:our|the) (?:app|latest|best|daily)\b",
            r"breaking news alerts?",
        ),
    ),
    (
        "sign-in line",
        (r"^(?:sign|log) ?in\b", r"log ?in to (?:your|comment|read)", r"create an? (?:free )?account"),
    ),
    (
        "sharing line",
        (
            r"follow (?:us\b|(?:me|him|her|them) (?:on|at) (?:twitter|x\b|facebook|instagram))",
            r"share this (?:article|story|page|post|release|on|via)\b",
            r"^save (?:this|the) (?:article|story|page|post)\b",
            r"like us on",
            r"^(?:tweet|copy link|(?:e-?mail|print) this)\b",
            r"^(?:facebook|twitter|instagram|whatsapp|telegram|linkedin|youtube|pinterest|reddit)\b[\W\w]{0,40}$",
        ),
    ),
    (
        "copyright notice",
        (
            r"all rights reserved",
            r"^copyright (?:notice|(?:19|20)\d\d)\b",
            r"©|\(c\) ?\d{4}",
            r"may not be (?:reproduced|published, broadcast)",
            r"(?:are|is) (?:a )?registered trademarks?",
            r"without (?:the )?(?:prior|express)[\w ]{0,30} permission",
        ),
    ),
    (
        "cookie or privacy notice",
        (
            r"(?:our|this) (?:privacy|cookie) (?:policy|settings|notice)",
            r"privacy policy and\b|and privacy policy",
            r"^(?:privacy|cookie)s? (?:policy|settings|notice)",
            r"(?:we|this site|website) uses? cookies|use of cookies|these cookies|sets? this cookie",
            r"our (?:terms (?:of (?:use|service)|and conditions)|user agreement)",
            r"opt[ -]out of (?:the sale|targeted|these)",
        ),
    ),
    (
        "advertisement",
        (
            r"^advertisements?\W*(?:$|scroll|skip|continue)",
            r"(?:earn|receive|get) (?:a |an )?(?:small |affiliate )?(?:commission|compensation)\b",
            r"are independently (?:selected|chosen|reviewed)",
            r"affiliate links?\b",
        ),
    ),
    (
        "link to another article",
        (
            r"^(?:read|see|watch|listen|also|more|related|recommended)(?: (?:more|also|now|read))?\s?[:|»>]",
            r"^(?:read (?:more|also|next|our|the full)|also read|see also|click)\b",
            r"click here (?:to|for)\b",
        ),
    ),
    (
        "photo credit",
        (
            r"getty images|shutterstock",
            r"/(?:afp|reuters|ap|epa|tass)\)?$",
            r"^(?:(?:photo|image|picture)s?\s?(?:by|:|credit)|credit\s?:)",
            r"^(?:photograph(?:s|er)? by|file photo|ap photo)\b",
        ),
    ),
    (
        "note on the writer",
        (
            r"\bis an? (?:[\w’'-]+ ){0,6}(?:reporter|writer|editor|journalist|columnist) (?:for|at|who)\b",
            r"(?:his|her|their) work has (?:appeared|been published)",
        ),
    ),
    (
        "credits",
        (
            r"^[(\[](?:additional |with )?(?:report|writ|edit|translat|compil)(?:ing|ed|en) (?:and \w+ing )?by\b",
            r"^(?:additional )?(?:reporting|writing|editing) (?:and \w+ing )?by [^.]*; ?(?:writing|editing)\b",
        ),
    ),
    ("note on the page", (r"enable javascript|your browser|skip to (?:main )?content",)),
    (
        "agency footer",
        (
            r"^contact us\b",
            r"(?:please|to) contact us\b",
            r"(?:offered|available) (?:only )?to subscribers|subscription options",
            r"^our standards\s?:",
        ),
    ),
    (
        "navigation",
        (
            r"^(?:back|return|go) to (?:the )?(?:list|top|home|overview|results|index|archive|all news)(?: ?page)?\W*$",
            r"^menu\s?:",
            r"^(?:previous|next) (?:post|article|story|page)\s?:",
            r"^(?:filed under|tagged(?: with)?|posted in|categor(?:y|ies))\s?:",
        ),
    ),
)
# The same for lines that are no sentences: "Share on …", but not "Shares in the company fell."
OPENINGS: Table = (
    (
        "sharing line",
        (
            r"shares?\W*(?:\d[\d.,]*[km]?)?\W*$",
            r"share (?:\w+ )?(?:this|article|story|on|via|by|with|to|link|options|your)\b",
            r"share\s?[:|•·,]",
        ),
    ),
    ("copyright notice", (r"copyright\b",)),
    ("advertisement", (r"advert|sponsored|promoted|paid (?:content|post)",)),
    ("subscription line", (r"donate\b",)),
    ("note on the page", (r"loading\b",)),
    (
        "heading of a list of links",
        (r"more (?:from|by|on (?:the|this|these))\b|you (?:may|might) (?:also )?like\b|most (?:popular|read)\b",),
    ),
)
# Words that name a part of a page when they stand in a label, and may stand in any reported sentence.
LABELS: Table = (
    (
        "heading of a list of links",
        (
            r"recommended|trending|most (?:read|viewed|shared|popular)|up next|don['’]t miss",
            r"(?:latest|more|other|all|top|breaking) (?:news|stories|articles|headlines|posts|videos)",
            r"more (?:from|on|in|about|by)|read (?:also|more|next)|see also|what to read next",
            r"you (?:may|might) (?:also )?like|editor['’]s picks?|in this (?:article|story)",
            r"related (?:to|from|news|stories|articles|posts|links|topics|releases)|(?:from|around) the web",
        ),
    ),
    ("comment section", (r"comments|your comment|join the (?:conversation|discussion)|leave a reply",)),
    ("archive or search box", (r"search|(?:news(?:paper)?|chronological) archives?",)),
    ("subscription line", (r"subscri\w+|newsletters?|membership|sign up|e-?paper",)),
    ("sign-in line", (r"sign in|log ?in|my account",)),
    ("sharing line", (r"(?:on|to|by) (?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|e-?mail)",)),
    ("navigation", (r"menu|site ?map|about us|contact us|faqs?",)),
    ("copyright notice", (r"copyright|disclaimer|reprints?|trademarks?|permissions",)),
    ("cookie or privacy notice", (r"cookies?|privacy|terms (?:of (?:use|service|sale)|(?:and|&) conditions)",)),
    ("advertisement", (r"advertis(?:e|ing)|advertisements?|sponsored|affiliate",)),
    ("photo credit", (r"(?:photo|image|picture) (?:source|credit|caption|by)",)),
)
# The same in a label of a word or two; headlines use them too: "Home prices fall", "Ferry crew calls for help".
BUTTONS: Table = (
    ("heading of a list of links", (r"related|popular|tags?",)),
    ("comment section", (r"comments?|repl(?:y|ies)",)),
    ("archive or search box", (r"archives?|calendar",)),
    ("subscription line", (r"donate",)),
    ("sign-in line", (r"register",)),
    (
        "sharing line",
        (r"share|follow|facebook|twitter|instagram|whatsapp|telegram|linkedin|e-?mail|print|save",),
    ),
    ("navigation", (r"home(?: ?page)?|sections?|contact|careers?|jobs|help|next|previous",)),
    ("cookie or privacy notice", (r"terms",)),
)
# Words that running text around an article uses more than the article does: a hint, never a reason.
HINTS = (
    r"subscri\w+|newsletters?|sign(?:ing)?[ -](?:up|in)|cookies?|privacy|copyright|click|related|recommended",
    r"advertis\w+|sponsored|comment(?:s|ing)?|donat\w+|e-?mail address|your (?:account|consent|e-?mail)",
    r"our (?:app|site|website|editors|newsroom|journalism|newsletters?)|this (?:site|website|page)",
    r"commission|consent|affiliate|disclaimer|editorial (?:standards|policies)|reprints?|third part(?:y|ies)",
    r"trademarks?|products?|(?:her|his|their) work|has been published|stay (?:up to date|informed)|listen to",
    r"watch|(?:is|was) an? (?:[\w’'-]+ ){0,6}(?:reporter|writer|editor|journalist|columnist|freelance\w*)",
)
