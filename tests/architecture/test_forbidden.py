"""Things the domain may not do: floats, clocks, signals, locks that one database ignores."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import judge, modules, package, tree

MONEY = {
    "kernel", "finance", "rules", "evidence", "ledger", "payments", "catalogue", "population",
    "contracts.loans", "contracts.subsidies",
    "contracts.guarantees", "contracts.pledges", "contracts.compensation", "contracts.bridges",
    "contracts.insurance",
    "cases",
    "cultivation", "reporting",
}  # fmt: skip
DOORS = {"config", "cli", "api", "web", "portal", "workbench", "console", "adapters"}
CLOCKS = {("timezone", "now"), ("datetime", "now"), ("date", "today"), ("time", "time"),
          ("datetime", "today"), ("datetime", "utcnow"), ("timezone", "localdate")}  # fmt: skip
CALLS = {"select_for_update", "on_commit", "distinct_on", "raw"}


def test_no_float_where_money_is() -> None:
    def has_float(path: Path) -> bool:
        nodes = list(ast.walk(tree(path)))
        closeness = {id(n.value) for n in nodes if isinstance(n, ast.keyword) and n.arg == "cutoff"}
        return any(
            (isinstance(n, ast.Constant) and isinstance(n.value, float) and id(n) not in closeness)
            or (isinstance(n, ast.Name) and n.id == "float")
            for n in nodes
        )

    judge(
        "float in money code",
        (str(path) for path in modules() if package(path) in MONEY and has_float(path)),
    )


def test_the_domain_never_reads_the_clock() -> None:
    def clocks(path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if (node.value.id, node.attr) in CLOCKS:
                    yield str(path)

    judge(
        "clock in the domain",
        (find for path in modules() if package(path) not in DOORS for find in clocks(path)),
    )


def test_no_tool_that_only_one_database_knows() -> None:
    def calls(path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in CALLS:
                    yield f"{path}: {node.func.attr}"

    judge("database trick", (find for path in modules() for find in calls(path)))


def test_no_signals() -> None:
    def imports(path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            if any("signals" in name.split(".") or name.endswith(".receiver") for name in names):
                yield str(path)

    judge("signal", (find for path in modules() for find in imports(path)))


def test_no_bare_noqa_and_no_promise_for_later() -> None:
    from kerong.config.paths import ROOT

    def marks(path: Path) -> Iterator[str]:
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
            if "TODO" in line or "FIXME" in line or line.rstrip().endswith("# noqa"):
                yield f"{path}:{number}"

    judge("unfinished", (find for path in modules() for find in marks(path)))
