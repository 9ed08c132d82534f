"""Facts the platform computes from the others, for showing beside them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1.derived import Derivation, derivations
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import FactRead, Node
from kerong.rules.reference import ReferenceTables
from kerong.rules.turning_points import natural


def derived_of(facts: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """Every derived fact that has a value, in memory form; what was given stays as given."""
    tables = reference_tables()
    known = dict(facts)
    for derivation in sorted(derivations().values(), key=lambda each: each.stratum):
        if derivation.code not in known:
            value = _value(derivation, known, on, tables)
            if value is not None:
                known[derivation.code] = value
    return {code: known[code] for code in derivations() if code in known}


def _value(
    derivation: Derivation, known: Mapping[str, Any], on: date, tables: ReferenceTables
) -> Any:
    if derivation.compute is not None:
        given = [known.get(code) for code in derivation.reads]
        absent = given[0] is None if derivation.code == "size_class" else None in given
        return None if absent else derivation.compute(*given, on=on, tables=tables)
    assert derivation.node is not None
    ratio = evaluate(derivation.node, lambda node: _read(node, known))
    return None if ratio is None else (ratio.numerator, ratio.denominator)


def _read(node: Node, known: Mapping[str, Any]) -> Fraction | None:
    if not isinstance(node, FactRead) or known.get(node.code) is None:
        return None
    return natural(node.kind, known[node.code])
