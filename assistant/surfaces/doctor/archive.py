"""The index, its embedding model and its stores."""

from __future__ import annotations

from urllib.parse import urlsplit

from assistant.surfaces.doctor.finding import Case, Finding, failed, ok, warning
from index.health import check_chroma, index_health, model_health

_REBUILD = "Set it back, or run `readout index --rebuild PATH...` with the other."


def model(case: Case) -> Finding:
    """Look whether the embedding model is there, and is what was published."""
    name, health = case.settings.embedding, model_health(case.settings.for_index())
    if health.folder is None:
        return ok(f"{name} can be opened.")
    if health.there:
        return ok(f"{name} is in {health.folder}, and its files are those that were published.")
    return warning(f"{name} is not in {health.folder} yet.", "Nothing: it is fetched when it is first needed (83 MB).")


def database(case: Case) -> Finding | None:
    """Look whether the database answers, where one is set."""
    if case.settings.database_url is None:
        return None
    index_health(case.settings.for_index())
    parts = urlsplit(case.settings.database_url)
    return ok(f"The database answers at {parts.hostname or parts.path}.")


def index(case: Case) -> Finding:
    """Look at what is indexed, and by which model."""
    health = index_health(case.settings.for_index())
    if health is None or health.manifest is None:
        return warning("Nothing is indexed yet.", "Run `readout index PATH...`.")
    built, wanted = health.manifest.embedding, case.settings.embedding
    if built != wanted:
        return failed(f"The index was built with {built}, and READOUT_EMBEDDING is {wanted}.", _REBUILD)
    held = f"{health.documents} documents in {health.passages} passages, built with {built}"
    if health.unfinished:
        begun = f"{held}; {health.unfinished} more are begun and not finished."
        return warning(begun, "Wait for the run that is under way; if there is none, run `readout index` again.")
    return ok(f"{held}.")


def chroma(case: Case) -> Finding | None:
    """Look whether the Chroma server answers, where one is set."""
    url = case.settings.chroma_url
    if url is None:
        return None
    check_chroma(url)
    return ok(f"Chroma answers at {url}.")
