"""The same catalogue written for zen-engine: one decision, every line with its reason."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kerong.rules.engine_1.layout import LineLayout, ListingLayout
from kerong.rules.operators import AT_LEAST, AT_MOST, IN, IS, WITHIN
from kerong.rules.vocabulary import RATIO

RATIOS = {
    "rd_ratio": ("rd_expense", "operating_revenue"),
    "rd_staff_ratio": ("rd_staff", "employees"),
    "debt_ratio": ("total_liabilities", "total_assets"),
    "net_margin": ("net_profit", "operating_revenue"),
    "high_tech_revenue_ratio": ("high_tech_revenue", "operating_revenue"),
}
SIGNS = {AT_LEAST: ">=", AT_MOST: "<="}
ROUND_UNIT = 1_000_000  # 1 万 in fen


def decision(listings: list[ListingLayout], *, shared: bool) -> str:
    """JSON of a decision that gives `o<n>` (0 meets, 1 unknown, 2 fails), `p<n>` and `l<n>`.

    A line is [outcome, seen, asked − seen]. With `shared` every distinct line is computed once
    and products refer to it, which zen-engine can be told by hand.
    """
    expressions: list[tuple[str, str]] = []
    known: set[int] = set()
    for at, layout in enumerate(listings):
        lines = []
        for line in layout.lines:
            if shared:
                if line.criterion not in known:
                    known.add(line.criterion)
                    expressions.append((f"c{line.criterion}", _line(line)))
                lines.append(f"$.c{line.criterion}")
            else:
                lines.append(_line(line))
        expressions.append((f"p{at}", f"[{', '.join(lines)}]"))
        expressions += _offer(at, layout)
        expressions.append((f"o{at}", _outcome(at, layout)))
    return json.dumps(_graph(expressions), ensure_ascii=False)


def context(facts: Mapping[str, Any], codes: set[str]) -> dict[str, Any]:
    """Facts as numbers; derived ratios computed before, so that zen-engine need not."""
    plain: dict[str, Any] = dict.fromkeys(codes)
    for code, value in facts.items():
        plain[code] = float(Fraction(*value)) if isinstance(value, tuple) else value
    for code, (top, below) in RATIOS.items():
        if facts.get(top) is not None and facts.get(below):
            plain[code] = facts[top] / facts[below]
    now, before = facts.get("operating_revenue"), facts.get("operating_revenue_prev")
    if now is not None and before:
        plain["revenue_growth"] = (now - before) / before
    if plain.get("points") is not None:
        plain["points"] = plain["points"] / 1000
    return plain


def _line(line: LineLayout) -> str:
    fact, operator = line.condition.left, line.condition.operator
    asked = [_literal(line.condition.kind, value) for value in line.asked]
    distance = "null"
    if operator in SIGNS:
        test, distance = f"{fact} {SIGNS[operator]} {asked[0]}", f"{asked[0]} - {fact}"
    elif operator == IN:
        test = f"{fact} in [{', '.join(asked)}]"
    elif operator == WITHIN:
        test = " or ".join(f"startsWith({fact}, {prefix})" for prefix in asked)
    elif operator == IS:
        test = f"{fact} == {asked[0]}"
    else:
        raise ValueError(operator)
    met, failed = f"[0, {fact}, {distance}]", f"[2, {fact}, {distance}]"
    return f"{fact} == null ? [1, null, null] : ({test}) ? {met} : {failed}"


def _literal(kind: str, value: Any) -> str:
    if kind == RATIO:
        return str(float(Fraction(*value)))
    if kind == "points":
        return str(value / 1000)
    return json.dumps(value)


def _offer(at: int, layout: ListingLayout) -> list[tuple[str, str]]:
    offer = layout.rules.offer
    if offer.limit is None:
        return []
    values = layout.listing.values
    text = offer.limit.text
    reads = {c for c in ("tax_paid", "rd_expense", "operating_revenue", "net_profit") if c in text}
    reads |= {"points"} if "points" in text else set()
    reads |= {"tax_paid_prev"} if "tax_paid_prev" in text else set()
    rounded = text.startswith("round_down(")
    body = text.removeprefix("round_down(").removesuffix(", 1万)") if rounded else text
    body = body.replace("min($amount_cap, ", "").removesuffix(")")
    for written, number in (("50万", "50000000"), ("5万", "5000000"), ("20%", "0.2")):
        body = body.replace(written, number)
    multiple = values.get("multiple")
    body = body.replace("$multiple", str(Fraction(*multiple)) if multiple else "null")
    body = f"min([{values['amount_cap']}, {body}])"
    if rounded:
        body = f"floor({body} / {ROUND_UNIT}) * {ROUND_UNIT}"
    absent = " or ".join(f"{code} == null" for code in sorted(reads))
    rate, term = values.get("annual_rate"), values.get("term_months")
    return [
        (f"l{at}", f"({absent}) ? null : {body}"),
        (f"r{at}", str(rate[0]) if isinstance(rate, tuple) else "null"),
        (f"t{at}", "null" if term is None else str(term)),
    ]


def _outcome(at: int, layout: ListingLayout) -> str:
    groups: dict[int, list[str]] = {}
    parts = []
    for number, line in enumerate(layout.lines):
        cell = f"$.p{at}[{number}][0]"
        if line.any_of:
            groups.setdefault(line.any_of, []).append(cell)
        else:
            parts.append(cell)
    parts += [f"min([{', '.join(cells)}])" for cells in groups.values()]
    if layout.rules.offer.limit is not None:
        parts.append(f"($.l{at} == null ? 1 : $.l{at} > 0 ? 0 : 2)")
    return f"max([{', '.join(parts)}])"


def _graph(expressions: list[tuple[str, str]]) -> dict[str, Any]:
    position = {"x": 0, "y": 0}
    content = {
        "expressions": [{"id": key, "key": key, "value": value} for key, value in expressions],
        "passThrough": False,
    }
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": position},
            {"id": "all", "type": "expressionNode", "name": "all", "position": position,
             "content": content},
            {"id": "out", "type": "outputNode", "name": "out", "position": position},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }  # fmt: skip
