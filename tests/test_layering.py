"""Who may import whom. A module is ruled by the first line of the table that names it."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("index", "assistant", "prompts", "eval")

GROUND = "index.types index.errors index.settings index.progress"
CONDUCTORS = "index.archive index.sync index.search index.pipeline index.intake index.staging index.publish"
INDEX_FACE = f"{GROUND} index.archive index.part"
# What reading questions shares with reading documents.
SHARED = (
    "index.attribution index.countries index.dates index.prose index.roles index.sentences index.speech index.tokens"
)
STEP = f"assistant.types assistant.errors {GROUND} {SHARED}"
ASSISTANT_FACE = (
    "assistant.assistant assistant.conversations assistant.errors assistant.feedback "
    "assistant.inbox assistant.keys assistant.mistakes assistant.serialise assistant.types "
    "assistant.watching.ledger assistant.watching.news assistant.watching.watcher"
)

# module: what it may import of ours, and what of that it may not after all
TABLE: tuple[tuple[str, str, str], ...] = (
    (GROUND, GROUND, ""),
    ("index.archive", "index.*", "index.part"),
    ("index.part", "index.*", ""),
    (CONDUCTORS, "index.*", "index.archive"),
    ("index.*", "index.*", CONDUCTORS),
    ("prompts", "", ""),
    ("assistant.types assistant.errors", "assistant.types assistant.errors index.dates", ""),
    ("assistant.settings", "assistant.errors assistant.surfaces.settings index.settings", ""),
    ("assistant.bootstrap", f"assistant.* prompts {INDEX_FACE} index.database", "assistant.surfaces*"),
    (
        "assistant.assistant assistant.preparation",
        f"assistant.* {INDEX_FACE} {SHARED}",
        "assistant.bootstrap assistant.settings assistant.surfaces*",
    ),
    (
        (
            "assistant.surfaces.cli assistant.surfaces.evals assistant.surfaces.exits assistant.surfaces.keys "
            "assistant.surfaces.slackbot"
        ),
        f"assistant.surfaces.* assistant.bootstrap assistant.settings {ASSISTANT_FACE} {INDEX_FACE} eval.*",
        "",
    ),
    (
        "assistant.surfaces.doctor.*",
        f"assistant.surfaces.* assistant.bootstrap assistant.settings index.health {ASSISTANT_FACE} {GROUND}",
        "assistant.surfaces.cli",
    ),
    (
        "assistant.surfaces.*",
        f"assistant.surfaces.* {ASSISTANT_FACE} {GROUND}",
        "assistant.surfaces.cli",
    ),
    ("assistant.sentences.*", f"assistant.sentences.* {STEP}", ""),
    ("assistant.asking.*", f"assistant.asking.* assistant.sentences.* {STEP}", ""),
    ("assistant.answering.*", f"assistant.answering.* assistant.sentences.* {STEP}", ""),
    ("assistant.verified.*", f"assistant.verified.* assistant.answering.* assistant.sentences.* {STEP}", ""),
    (
        "assistant.watching.*",
        f"assistant.* {INDEX_FACE} {SHARED}",
        "assistant.bootstrap assistant.settings assistant.surfaces* assistant.preparation",
    ),
    (
        "assistant.*",
        f"assistant.* prompts {GROUND} {SHARED}",
        "assistant.assistant assistant.bootstrap assistant.settings assistant.surfaces*",
    ),
    # A benchmark measures a step by itself.
    ("eval.bench_*", f"eval.* assistant.bootstrap assistant.settings {ASSISTANT_FACE} index.*", ""),
    ("eval.judge", f"eval.* prompts assistant.bootstrap {ASSISTANT_FACE}", ""),
    ("eval.*", f"eval.* assistant.bootstrap assistant.settings {ASSISTANT_FACE} {INDEX_FACE}", ""),
)

# library: the only modules that import it when they run
HEAVY = {
    "aiohttp": "assistant.surfaces.slack.*",
    "chromadb": "index.vectors",
    "fastapi": "assistant.surfaces.http assistant.surfaces.openai.* assistant.surfaces.parameters "
    "assistant.surfaces.problems assistant.surfaces.routes.* assistant.surfaces.slack.http assistant.surfaces.uploads",
    "httpx": "eval.bench_serving eval.bench_slack eval.remote",
    "ir_measures": "eval.metrics.retrieval",
    "jinja2": "eval.reports.page",
    "llama_index": "index.llama assistant.writing.language_model assistant.writing.llms eval.scripted",
    "mcp": "assistant.surfaces.mcp",
    "onnx": "index.onnx_graph",
    "onnxruntime": "index.minilm",
    "openai": "assistant.writing.llms",
    "opentelemetry": "assistant.surfaces.guard.tracing",
    "prometheus_client": "assistant.surfaces.guard.metrics",
    "pydantic_settings": "assistant.settings",
    "rich": "assistant.surfaces.terminal assistant.surfaces.evals eval.reports.compared eval.reports.terminal",
    "slack_bolt": "assistant.surfaces.slack.*",
    "slack_sdk": "assistant.surfaces.slack.* assistant.surfaces.doctor*",
    "sqlalchemy": "index.catalog index.changes index.rows assistant.conversations assistant.feedback assistant.inbox "
    "assistant.keys assistant.watching.ledger",
    "starlette": "assistant.surfaces.http assistant.surfaces.guard.* assistant.surfaces.openai.* "
    "assistant.surfaces.problems assistant.surfaces.sse assistant.surfaces.uploads",
    "tantivy": "index.lexical",
    "tiktoken": "index.tokens",
    "typer": "assistant.surfaces.cli assistant.surfaces.evals assistant.surfaces.exits assistant.surfaces.keys "
    "assistant.surfaces.doctor.command assistant.surfaces.options assistant.surfaces.slackbot",
    "uvicorn": "assistant.surfaces.serving",
}
NEVER = ("torch", "transformers", "sentence_transformers", "requests")


@dataclass(frozen=True, slots=True)
class Import:
    """What a module imports, and whether it is there for the type checker only."""

    importer: str
    imported: str
    typing_only: bool


def modules() -> dict[str, Path]:
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imports(name: str, tree: ast.AST, *, typing_only: bool = False) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(name, alias.name, typing_only) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            members = [f"{node.module}.{alias.name}" for alias in node.names]
            whole = [node.module or ""]
            of_modules = [member for member in members if member in MODULES]
            yield from (Import(name, one, typing_only) for one in of_modules or whole)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from imports(name, ast.Module(node.body, []), typing_only=True)
        else:
            yield from imports(name, node, typing_only=typing_only)


IMPORTS = [one for name, path in MODULES.items() for one in imports(name, ast.parse(path.read_text("utf-8")))]


def matches(name: str, patterns: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns.split())


def may_import(importer: str, imported: str) -> bool:
    if importer in OURS or MODULES[importer].name == "__init__.py":  # an __init__ holds a docstring
        return False
    _, allowed, but_not = next(line for line in TABLE if matches(importer, line[0]))
    return matches(imported, allowed) and not matches(imported, but_not)


def test_every_import_of_ours_is_one_that_the_table_allows() -> None:
    ours = [one for one in IMPORTS if one.imported.split(".")[0] in OURS]
    assert len(ours) > 50
    wrong = [f"{one.importer} imports {one.imported}" for one in ours if not may_import(one.importer, one.imported)]
    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("index.clean", "assistant.types"),
        ("index.clean", "index.sync"),
        ("index.types", "index.read"),
        ("assistant.answering.evidence", "index.vectors"),
        ("assistant.answering.evidence", "assistant.assistant"),
        ("assistant.assistant", "assistant.surfaces.http"),
        ("assistant.surfaces.http", "assistant.bootstrap"),
        ("assistant.surfaces.http", "index.archive"),
        ("assistant.assistant", "eval.run"),
        ("eval.run", "index.sync"),
    ],
)
def test_the_table_forbids_what_the_picture_of_the_house_forbids(importer: str, imported: str) -> None:
    assert not may_import(importer, imported)


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_a_heavy_library_is_imported_only_where_it_is_used(library: str) -> None:
    importers = {one.importer for one in IMPORTS if one.imported.split(".")[0] == library and not one.typing_only}
    assert {name for name in importers if not matches(name, HEAVY[library])} == set()


@pytest.mark.parametrize("library", NEVER)
def test_a_library_that_is_not_among_the_needs_is_never_imported(library: str) -> None:
    assert library not in {one.imported.split(".")[0] for one in IMPORTS}


def test_no_module_imports_itself_by_way_of_others() -> None:
    needs: dict[str, set[str]] = {name: set() for name in MODULES}
    for one in IMPORTS:
        if one.imported in needs and not one.typing_only:
            needs[one.importer].add(one.imported)
    while free := {name for name in needs if not needs[name]} or needs.keys() - set().union(*needs.values()):
        needs = {name: needed - free for name, needed in needs.items() if name not in free}
    assert needs == {}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name
        for name, path in MODULES.items()
        if any(word in path.read_text("utf-8") for word in ("os.environ", "getenv"))
    }
    assert readers <= {"assistant.settings", "index.tokens"}


def test_nothing_hides_the_builtin_eval() -> None:
    assert "eval" not in {one.imported for one in IMPORTS}


def test_the_folders_that_are_ours_are_the_ones_there_are() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == {*OURS, "tests"}
    assert set(OURS).isdisjoint(sys.stdlib_module_names)
