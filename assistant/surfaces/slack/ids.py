"""What Slack names a press of a button, a modal and a shortcut by."""

from typing import Final

FEEDBACK: Final = "readout_feedback"  # action: good or wrong
SOURCES: Final = "readout_sources"  # action: more sources
SHARE: Final = "readout_share"  # action: an answer for one, for all of the channel
WRONG: Final = "readout_wrong"  # callback of the modal that asks what was wrong
CHECK: Final = "readout_check"  # callback of the shortcut on a message
