"""Everything that can go wrong before the first case is asked, or when results are read.

EvalError
├── SuiteError        a suite, its cases or a question set that cannot be used
├── RunError          a folder of results that cannot be written or read
└── JudgeError        a judge that cannot be asked

Each message is one sentence for a user. An answer that is wrong is no error: it is a failed case.
"""


class EvalError(Exception):
    """The root: its message is one sentence for a user. `retryable` tells whether trying again may help."""

    retryable = False


class SuiteError(EvalError):
    """A suite, its cases or a question set cannot be used: names file, line and field."""


class RunError(EvalError):
    """The folder of a run cannot be written to or read."""


class JudgeError(EvalError):
    """The judge cannot be asked at all; one reply that cannot be read is no error: it is unscored."""
