"""Every kind of event the code records, read from the source itself."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import kerong

SOURCE = Path(kerong.__file__).parent
# Functions that record for others: what they put before the kind, their second argument.
# Two packages may give theirs the same name, hence each with its module.
WRAPPERS = {
    "cases.applications.notes.note": "application.",
    "cases.applications.notes.note_list": "eligible_list.",
    "cases.notes.note_case": "case.",
    "cases.notes.note_take_up": "take_up.",
    "contracts.bridges.notes.note_bridge": "bridge.",
    "contracts.bridges.notes.note_fund": "bridge_fund.",
    "contracts.compensation.notes.note_agreement": "agreement.",
    "contracts.compensation.notes.note_breaker": "breaker.",
    "contracts.compensation.notes.note_claim": "claim.",
    "contracts.compensation.notes.note_pool": "pool.",
    "contracts.compensation.register_under_pool.note_loan": "loan.",
    "contracts.guarantees.notes.note_agreement": "guarantee_agreement.",
    "contracts.guarantees.notes.note_guarantee": "guarantee.",
    "contracts.insurance.notes.note_insurance": "insurance.",
    "contracts.loans.notes.note_loan": "loan.",
    "contracts.pledges.notes.note_asset": "ip_asset.",
    "contracts.pledges.notes.note_pledge": "pledge.",
    "contracts.subsidies.notes.note_budget": "budget.",
    "contracts.subsidies.notes.note_run": "interest_run.",
    "contracts.subsidies.notes.note_subsidies": "subsidy.",
    "contracts.subsidies.notes.note_subsidy": "subsidy.",
    "contracts.subsidies.proposals.note_proposal": "budget.",
    "documents.issue._note_document": "",
    "evidence.consent_terms.note": "",
    "ledger.telling.tell_hold": "ledger.",
    "ledger.telling.tell_holds": "ledger.",
    "ledger.telling.tell_transfer": "ledger.",
    "ledger.telling.tell_transfers": "ledger.",
    "payments.notes.note_account": "payment.",
    "payments.notes.note_batch": "payment_batch.",
    "payments.notes.note_payment": "payment.",
    "payments.notes.note_payments": "payment.",
}


@cache
def recorded_kinds() -> tuple[dict[str, str], set[str]]:
    """(kind → file where it is recorded, functions with a call whose kind is not written there)."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py")}
    names = dict(pair for tree in trees.values() for pair in _named(tree))
    found: dict[str, str] = {}
    unread: set[str] = set()
    for file, tree in trees.items():
        place = file.relative_to(SOURCE).as_posix()
        module = place.removesuffix(".py").replace("/", ".")
        known = names | dict(_named(tree))
        tables = dict(_tables(tree))
        for inside, given, prefix in _given(tree, module):
            kinds = list(_constants(given, known, tables))
            found |= {prefix + kind: place for kind in kinds}
            if not kinds:
                unread.add(f"{module}.{inside}")
    return found, unread


def _given(tree: ast.Module, module: str) -> Iterator[tuple[str, ast.expr, str]]:
    """Each recording call: the function or class it is in, its kind, what goes before that."""
    means = dict(_meanings(tree, module))
    for part in tree.body:
        inside = getattr(part, "name", "")
        for node in ast.walk(part):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            wrapper = means.get(node.func.id)
            if wrapper in WRAPPERS:
                yield inside, node.args[1], WRAPPERS[wrapper]
            elif node.func.id in ("record", "Entry") and module != "trail.record":
                yield from (
                    (inside, each.value, "") for each in node.keywords if each.arg == "kind"
                )


def _meanings(tree: ast.Module, module: str) -> Iterator[tuple[str, str]]:
    """What names of functions stand for here: those written here and those imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, f"{module}.{node.name}"
        elif isinstance(node, ast.ImportFrom) and node.module:
            origin = node.module.removeprefix("kerong.")
            yield from ((each.asname or each.name, f"{origin}.{each.name}") for each in node.names)


def _constants(
    given: ast.expr, names: Mapping[str, str], tables: Mapping[str, ast.Dict]
) -> Iterator[str]:
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.Name) and given.id in names:
        yield names[given.id]
    elif isinstance(given, ast.IfExp):
        yield from _constants(given.body, names, tables)
        yield from _constants(given.orelse, names, tables)
    elif isinstance(given, ast.Subscript) and isinstance(given.value, ast.Name):
        if given.value.id in tables:
            for value in tables[given.value.id].values:
                yield from _constants(value, names, tables)


def _named(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Constants such as ERASED = "trail.erased"."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """Tables such as _NOTED = {SENT: "payment_sent"}, of which one value is recorded."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
