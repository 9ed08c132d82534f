"""Every kind of event the code records, read from the source itself."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import kerong

SOURCE = Path(kerong.__file__).parent
# Functions that record for others: what they put before the kind, their second argument.
WRAPPERS = {
    "note_case": "case.",
    "note_take_up": "take_up.",
    "note_loan": "loan.",
    "note_guarantee": "guarantee.",
    "note_agreement": "guarantee_agreement.",
    "note_bridge": "bridge.",
    "note_fund": "bridge_fund.",
    "note_payment": "payment.",
    "note_account": "payment.",
    "note_batch": "payment_batch.",
    "note_subsidy": "subsidy.",
    "note_budget": "budget.",
    "note_run": "interest_run.",
    "tell_transfer": "ledger.",
    "tell_hold": "ledger.",
    "note": "",
    "_note_document": "",
}


def recorded_kinds() -> tuple[dict[str, str], set[str]]:
    """(kind → where it is recorded, files with a call whose kind is not written there)."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py")}
    names = dict(pair for tree in trees.values() for pair in _named(tree))
    found: dict[str, str] = {}
    unread: set[str] = set()
    for file, tree in trees.items():
        place = file.relative_to(SOURCE).as_posix()
        for given, prefix in _given(tree):
            kinds = list(_constants(given, names | dict(_named(tree))))
            found |= {prefix + kind: place for kind in kinds}
            if not kinds:
                unread.add(place)
    return found, unread


def _given(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """The kind of each recording call, with what its wrapper puts before."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name in WRAPPERS:
            yield node.args[1], WRAPPERS[name]
        elif name == "record":
            yield from ((each.value, "") for each in node.keywords if each.arg == "kind")


def _constants(given: ast.expr, names: Mapping[str, str]) -> Iterator[str]:
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.Name) and given.id in names:
        yield names[given.id]
    elif isinstance(given, ast.IfExp):
        yield from _constants(given.body, names)
        yield from _constants(given.orelse, names)


def _named(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Constants such as ERASED = "trail.erased"."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value
