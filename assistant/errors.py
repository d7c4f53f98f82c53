"""Everything that can go wrong between a question and its answer.

AssistantError
├── QuestionError       empty, too long, or not text
├── ConversationError   no such conversation, or an id that cannot be one
├── FeedbackError       no such answer, so it cannot be rated
├── KeysError           a key that cannot be made, or is not there
├── SettingsError       a setting that cannot be understood
├── LanguageModelError  a language model that gives no reply (an answer is given all the same)
└── VerificationError   a statement that its passages do not bear out (a defect of ours, never shown as an answer)

Errors of the archive come through as `index.errors.CorpusError`. Each message is one sentence for a user.
"""


class AssistantError(Exception):
    """The root: its message is one sentence for a user. `retryable` tells whether trying again may help."""

    retryable = False


class QuestionError(AssistantError):
    """The question is empty, too long, or not text."""


class ConversationError(AssistantError):
    """There is no such conversation, or its id cannot be one."""


class FeedbackError(AssistantError):
    """There is no such answer, so it cannot be rated."""


class KeysError(AssistantError):
    """A key cannot be made, or is not there."""


class SettingsError(AssistantError):
    """A setting cannot be understood."""


class LanguageModelError(AssistantError):
    """A language model gives no reply: its message is what is said of it in an answer's notes."""

    retryable = True


class VerificationError(AssistantError):
    """A statement is not borne out by the passages it cites."""
