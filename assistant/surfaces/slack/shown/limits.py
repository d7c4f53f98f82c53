"""What Slack takes, and where it says so: pages of docs.slack.dev, as of November 2026. Lengths are in characters."""

from typing import Final

# reference/methods/chat.update: beyond it a message is refused with `msg_too_long`. Posting takes 40,000, but an answer
# may have to be put in the place of what was posted.
TEXT: Final = 4_000

# reference/block-kit/blocks
BLOCKS: Final = 50  # of a message
BLOCK_ID: Final = 255

# reference/block-kit/blocks/markdown-block: all markdown blocks of a message together
MARKDOWN: Final = 12_000
# reference/methods/chat.appendStream, chat.stopStream: `markdown_text` of one call
STREAMED: Final = 12_000

# Nowhere documented: messages were refused with `msg_blocks_too_long` from 13,172 characters on, over all their blocks
# (github.com/slackapi/bolt-js/issues/2509). Held over the blocks written as JSON.
ALL_BLOCKS: Final = 12_900

# reference/block-kit/blocks/section-block, .../composition-objects/text-object
SECTION_TEXT: Final = 3_000
TEXT_OBJECT: Final = 3_000
# reference/block-kit/blocks/header-block
HEADER_TEXT: Final = 150
# reference/block-kit/blocks/context-block
CONTEXT_ELEMENTS: Final = 10
# reference/block-kit/blocks/context-actions-block
CONTEXT_ACTIONS: Final = 5
# reference/block-kit/blocks/actions-block
ACTIONS: Final = 25

# reference/block-kit/block-elements/button-element
BUTTON_TEXT: Final = 75
BUTTON_URL: Final = 3_000
BUTTON_VALUE: Final = 2_000
ACTION_ID: Final = 255
# reference/block-kit/block-elements/feedback-buttons-element
FEEDBACK_TEXT: Final = 75
FEEDBACK_LABEL: Final = 75
FEEDBACK_VALUE: Final = 2_000
# reference/block-kit/composition-objects/option-object
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
# reference/block-kit/block-elements/radio-button-group-element
RADIO_OPTIONS: Final = 10
# reference/block-kit/blocks/input-block
INPUT_LABEL: Final = 2_000
# reference/block-kit/block-elements/plain-text-input-element
INPUT_TEXT: Final = 3_000
PLACEHOLDER: Final = 150

# reference/views/modal-views
MODAL_TITLE: Final = 24
MODAL_BUTTON: Final = 24
MODAL_BLOCKS: Final = 100
PRIVATE_METADATA: Final = 3_000
CALLBACK_ID: Final = 255

# reference/methods/assistant.threads.setSuggestedPrompts
PROMPTS: Final = 4
