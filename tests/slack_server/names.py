"""Who and what there is in the stand-in's workspace."""

from assistant.surfaces.slack.manifest import scopes

TEAM = "T0NORHAVN"
APP = "A0READOUT"
BOT = "U0READOUT"  # the user that the bot is
BOT_ID = "B0READOUT"
USER = "U0ADAHOLM"
COLLEAGUE = "U0BOMELBY"
OTHER_BOT = "B0WEATHER"

CHANNEL = "C0HARBOUR"  # public; the bot is in it
OTHER_CHANNEL = "C0TOWNHALL"  # public; the bot is in it
FOREIGN_CHANNEL = "C0ISLANDS"  # public; the bot is not in it
PRIVATE = "G0COUNCIL"
DIRECT = "D0ADAHOLM"  # between USER and the bot
DIRECT_COLLEAGUE = "D0BOMELBY"

BOT_TOKEN = "xoxb-1-norhavn"
APP_TOKEN = "xapp-1-A0READOUT-norhavn"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

SCOPES = scopes()  # of the manifest: what an admin gives the bot, and no more
