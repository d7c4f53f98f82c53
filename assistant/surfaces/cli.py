"""The command line: each command turns its options into a call, and what comes back into lines or JSON."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.errors import SettingsError
from assistant.surfaces import options
from assistant.surfaces.doctor.command import doctor
from assistant.surfaces.evals import suites
from assistant.surfaces.exits import NAMED_ERROR, Commands, end
from assistant.surfaces.keys import keys
from assistant.surfaces.options import EXAMPLE
from assistant.surfaces.slackbot import signed, slack
from assistant.surfaces.terminal import progress_bar, write_json, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator

    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from assistant.surfaces.batch import Asked
    from assistant.surfaces.settings import HttpSettings
    from assistant.types import Answer
    from index.archive import Archive

# Everything heavy is imported inside the command that needs it: `readout --help` answers at once.

Result = TypeVar("Result")
app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help is there in half the time, on any terminal
    help="Answers questions over an archive of press releases and news reports, "
    "every sentence checked against a quoted passage.",
    epilog='\b\nStart with:\n  readout index seeds\n  readout ask "What was agreed in the January call?"',
)
app.add_typer(suites, name="eval")
app.add_typer(keys, name="keys")
app.add_typer(slack, name="slack")


def main() -> None:
    """Run the command line."""
    app(prog_name="readout")


@app.command(epilog=EXAMPLE + "readout index seeds my-notes.txt corpus.jsonl.gz")
def index(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders.  [default: seeds]")] = None,
    *,
    clean: Annotated[
        bool, typer.Option("--clean", help="Clean the texts of JSONL corpora too, which are taken as clean.")
    ] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Drop what was indexed and index anew.")] = False,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Bring the index in line with files and folders.

    Documents are added, updated and removed; what cannot be indexed is listed with the reason. What was uploaded
    to the server is indexed too.
    """
    from assistant.surfaces.terminal import sync_lines

    with _archive(home) as archive:
        everything = [*(paths or [Path("seeds")]), *archive.uploads.paths()]
        report = archive.sync(everything, clean_jsonl=clean, rebuild=rebuild)
    _show(report, sync_lines(report), as_json=as_json)
    if report.rejected and not (report.added or report.updated or report.unchanged):
        raise end("Nothing could be indexed; each rejection says why.", NAMED_ERROR)


@app.command(epilog=EXAMPLE + "readout documents feb-3-call --removed")
def documents(
    document_id: options.DocumentId = None,
    *,
    removed: Annotated[
        bool, typer.Option("--removed", help="Show what cleaning took out of the document, and why.")
    ] = False,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """List the documents, or show one as it is quoted."""
    from assistant.serialise import document_page, document_view
    from assistant.surfaces.terminal import document_lines, listing_lines

    if removed and document_id is None:
        raise typer.BadParameter("--removed shows what cleaning took out of one document; give its ID.")
    with _archive(home) as archive:
        if document_id is None:
            page = document_page(archive.documents())
            _show(page, listing_lines(page), as_json=as_json)
        else:
            view = document_view(archive.document(document_id))
            _show(view, document_lines(view, removed=removed), as_json=as_json)


@app.command(epilog=EXAMPLE + 'readout search "vehicles on the road" -k 3 --outlet Gazette')
def search(
    question: options.Question = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 10,
    batch: options.Batch = None,
    outlet: options.Outlets = None,
    since: options.Since = None,
    until: options.Until = None,
    *,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Find passages by meaning and by words."""
    from assistant.serialise import SearchResult, search_result
    from assistant.surfaces.terminal import search_lines

    options.check_one_of(question, batch)
    filters = options.filters(outlet, since, until)
    with _assistant(home) as assistant:

        async def find(asked: Asked) -> SearchResult:
            found = await assistant.search(asked.question, k=k, filters=filters)
            return search_result(asked.question, found)

        _do(question, batch, find, search_lines, as_json=as_json)


@app.command(epilog=EXAMPLE + 'readout ask "How many ships sailed in May?" --since 2023-01-01 --conversation notes')
def ask(
    question: options.Question = None,
    batch: options.Batch = None,
    conversation: options.Conversation = None,
    outlet: options.Outlets = None,
    since: options.Since = None,
    until: options.Until = None,
    *,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Answer a question with checked quotes.

    Where the archive does not hold the answer, it says so and shows what is near; that is no error.
    """
    from assistant.surfaces.terminal import answer_lines

    options.check_one_of(question, batch)
    filters = options.filters(outlet, since, until)
    with _assistant(home) as assistant:

        async def answer(asked: Asked) -> Answer:
            conversation_id = asked.conversation_id or conversation
            return await assistant.ask(asked.question, conversation_id=conversation_id, filters=filters)

        _do(question, batch, answer, answer_lines, as_json=as_json)


@app.command(epilog=EXAMPLE + "readout chat --outlet Gazette --conversation notes")
def chat(
    conversation: options.Conversation = None,
    outlet: options.Outlets = None,
    since: options.Since = None,
    until: options.Until = None,
    *,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Talk with the archive: questions, follow-ups, and what you think of the answers.

    /good and /wrong WHY rate the last answer, /new starts over, /quit or Ctrl-D ends. Questions may come
    through a pipe, one a line; --json writes an answer a line.
    """
    filters = options.filters(outlet, since, until)
    settings = _settings(home)
    from assistant.bootstrap import open_assistant
    from assistant.surfaces.chat import Chat, typed

    with ExitStack() as opened:
        with progress_bar() as progress:  # which must be gone before anyone types
            assistant = opened.enter_context(open_assistant(settings, progress=progress))
            talk = Chat(assistant, filters, conversation, home, as_json=as_json)
        talk.converse(typed())


@app.command(epilog=EXAMPLE + "readout serve --port 9000")
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
    *,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="Let everybody read who reaches the address, from elsewhere too.")
    ] = False,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Serve the HTTP API and the page until Ctrl-C.

    Where only this machine reaches the address, nobody needs a key until `readout keys add` makes one. Elsewhere
    there must be one first, unless --without-keys; then documents can be read there, and not changed.

    Slack is answered at /slack/events where SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are set.
    """
    from assistant.surfaces import serving

    settings = _settings(home)
    with serving.listen(host, port) as listener:
        from assistant.surfaces.guard.tracing import open_provider

        http = _exposed(settings, serving.address(listener), without_keys=without_keys)
        provider = open_provider(settings.exporters(), settings.traces_protocol)
        with _assistant(home) as assistant:
            from assistant.surfaces.http import create_app

            api = create_app(assistant, http, provider, signed(settings.for_slack()))
            where = serving.url(listener)
            _show(serving.Serving(where), [f"Readout answers at {where}; Ctrl-C ends it."], as_json=as_json)
            serving.run(api, listener)


def _exposed(settings: Settings, address: str, *, without_keys: bool) -> HttpSettings:
    from assistant.bootstrap import open_memory
    from assistant.surfaces.exposure import exposed

    with open_memory(settings) as memory:
        return exposed(settings.for_http(), address, memory.keys.all(), without_keys=without_keys)


@app.command(epilog=EXAMPLE + "readout mcp --home my-archive")
def mcp(home: options.Home = None) -> None:
    """Serve assistants of other makers over stdin and stdout, by the Model Context Protocol.

    Their settings take this command. One process can have the home open: where several assistants ask, let them
    call `readout serve` at /mcp.
    """
    try:
        from assistant.surfaces.mcp import serve
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise SettingsError("Serving MCP needs another package: run `pip install 'readout[mcp]'`.") from error
    with _assistant(home) as assistant:
        serve(assistant)


app.command(epilog=EXAMPLE + "readout doctor --url https://readout.example.org")(doctor)


def _settings(home: Path | None) -> Settings:
    from assistant.settings import read_settings

    return read_settings(home)


@contextmanager
def _archive(home: Path | None) -> Iterator[Archive]:
    settings = _settings(home).for_index()
    from index.archive import open_archive

    with progress_bar() as progress, open_archive(settings, progress=progress) as archive:
        yield archive


@contextmanager
def _assistant(home: Path | None) -> Iterator[Assistant]:
    settings = _settings(home)
    from assistant.bootstrap import open_assistant

    with progress_bar() as progress, open_assistant(settings, progress=progress) as assistant:
        yield assistant


def _do(
    question: str | None,
    batch: Iterable[bytes] | None,
    act: Callable[[Asked], Coroutine[object, object, Result]],
    lines: Callable[[Result], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Do the same for one question or for each of a batch."""
    from assistant.surfaces.batch import Asked, run_batch

    if batch is None:
        result = _run(act(Asked(None, question or "", None)))
        _show(result, lines(result), as_json=as_json)
    elif failed := _run(run_batch(batch, act, lambda result: write_json(result, indent=None))):
        raise end(f"{failed} lines have no result; each holds its `error` in the output.", NAMED_ERROR)


def _run(work: Coroutine[object, object, Result]) -> Result:
    import asyncio

    return asyncio.run(work)


def _show(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        write_json(value)
    else:
        write_lines(lines)
