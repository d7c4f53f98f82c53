"""What Slack takes, and where it says so: pages of docs.slack.dev, as of November 2026. Lengths are in characters."""

from typing import Final

# reference/methods/chat.update: beyond it a message is refused with `msg_too_long`. Posting takes 40,000, but an answer
# may have to be put in the place of what was posted.
TEXT: Final = 4_000

# reference/block-kit/blocks
BLOCKS: Final = 50  # of a message

# reference/block-kit/blocks/markdown-block: all markdown blocks of a message together
MARKDOWN: Final = 12_000

# Nowhere documented: messages were refused with `msg_blocks_too_long` from 13,172 characters on, over all their blocks
# (github.com/slackapi/bolt-js/issues/2509). Held over the blocks written as JSON.
ALL_BLOCKS: Final = 12_900

# reference/block-kit/blocks/context-block
CONTEXT_ELEMENTS: Final = 10

# reference/block-kit/block-elements/button-element
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
# reference/block-kit/block-elements/feedback-buttons-element
FEEDBACK_TEXT: Final = 75
FEEDBACK_VALUE: Final = 2_000
# reference/block-kit/composition-objects/option-object
OPTION_TEXT: Final = 75
# reference/block-kit/blocks/input-block
INPUT_LABEL: Final = 2_000
# reference/block-kit/block-elements/plain-text-input-element
INPUT_TEXT: Final = 3_000

# reference/views/modal-views
MODAL_TITLE: Final = 24
MODAL_BUTTON: Final = 24

# reference/methods/assistant.threads.setSuggestedPrompts
PROMPTS: Final = 4
