"""Everything that can go wrong before the first case is asked.

EvalError
└── SuiteError        a suite, its cases or a question set that cannot be used

Each message is one sentence for a user. An answer that is wrong is no error: it is a failed case.
"""


class EvalError(Exception):
    """The root: its message is one sentence for a user. `retryable` tells whether trying again may help."""

    retryable = False


class SuiteError(EvalError):
    """A suite, its cases or a question set cannot be used: names file, line and field."""
