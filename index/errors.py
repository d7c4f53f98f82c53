"""Everything that can go wrong between files and searchable passages.

CorpusError
├── InputError        a file, folder or corpus line that cannot be used
├── HomeError         the home folder cannot be used: read-only, opened by another process
├── IndexStateError   no index, a corrupt one, or one built by other settings
└── ModelError        the embedding model cannot be had or run

Each carries one sentence fit for a user: what is wrong and what to do about it.
"""


class CorpusError(Exception):
    """The root: its message is one sentence for a user. `retryable` tells whether trying again may help."""

    retryable = False


class InputError(CorpusError):
    """A file, folder or corpus line that cannot be used."""


class HomeError(CorpusError):
    """The home folder cannot be used."""


class HomeBusyError(HomeError):
    """Another process has the home folder open."""

    retryable = True


class IndexStateError(CorpusError):
    """There is no index, it is corrupt, or other settings built it."""


class ModelError(CorpusError):
    """The embedding model cannot be had or run."""
