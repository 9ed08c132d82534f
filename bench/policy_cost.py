"""The policy calculator over all firms in columns: what each clause pays, and what all of it costs.

The amounts of a firm are joined by the calculator's own rule (the highest of a matter, stages up to
their cap, matters that exclude one another once); some firms are asked one by one and compared.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

FIRMS_A_BLOCK, COMPARED, SHOWN = 2_000, 100, 8


def policy_cost(on: date) -> dict[str, Any]:
    """Every firm of the database, by the facts clauses look at; queries grow with blocks of firms,
    not with firms."""
    from kerong.catalogue.plans import plan_for
    from kerong.evidence.snapshot import facts_needed, facts_of_many
    from kerong.parties.models import Enterprise
    from kerong.population.inputs import observed

    met, counted, alone = Counter[str](), Counter[str](), [0.0]
    total = count = on_loans = 0
    judged = 0.0
    firms = Enterprise.objects.order_by("pk")
    keys = list(firms.values_list("pk", flat=True))
    for start in range(0, len(keys), FIRMS_A_BLOCK):
        block = list(firms.filter(pk__in=keys[start : start + FIRMS_A_BLOCK]))
        seen = facts_needed(block, plan_for(on).policies.plan.reads(on), as_of=on, on=on)
        facts = [observed(seen[firm.pk]) for firm in block]
        began = time.perf_counter()
        entries = _in_columns(facts, on)
        for own in entries:
            found, worth = _joined(own)
            met.update(entry["listing"] for entry in own)
            counted.update(worth)
            total, count, on_loans = total + found[0], count + (found[0] > 0), on_loans + found[1]
        judged += time.perf_counter() - began
        if not start:
            whole = facts_of_many(block[:COMPARED], as_of=on, on=on)
            some = [observed(whole[firm.pk]) for firm in block[:COMPARED]]
            alone[0] = _compared(some, entries[:COMPARED], on)
    return {
        "firms": len(keys), "entitled_firms": count, "total_fen": total, "on_loans": on_loans,
        "clauses": [[code, met[code], fen] for code, fen in counted.most_common()],
        "judged_ms": 1000 * judged / max(1, len(keys)), "alone_ms": 1000 * alone[0],
    }  # fmt: skip


def _in_columns(facts: Sequence[Mapping[str, Any]], on: date) -> list[list[dict[str, Any]]]:
    """By firm the clauses it meets, as entries of a calculation."""
    import numpy as np

    from kerong.catalogue.plans import plan_for
    from kerong.rules.engine_1.columns import MEETS, columns_of, compile_columns

    held = plan_for(on).policies
    results = compile_columns(held.plan, on).run(columns_of([("", each) for each in facts]))
    outcomes = results.outcomes
    found: list[list[dict[str, Any]]] = [[] for _ in facts]
    for at, card in enumerate(held.cards):
        limit = results.limit_fen(at)
        amounts = limit.told(results.rows) if limit is not None else None
        for row in np.flatnonzero(outcomes[at] == MEETS).tolist():
            found[row].append(_entry(card, amounts[row] if amounts is not None else None))
    return found


def _entry(card: Any, fen: int | None) -> dict[str, Any]:
    from kerong.catalogue.documents import yuan_or_none

    benefit = card.clause.benefit
    return {
        "listing": card.code,
        "outcome": "meets",
        "matter": benefit.matter,
        "stacking": benefit.stacking,
        "joint_cap_yuan": yuan_or_none(benefit.joint_cap_fen),
        "exclusive_with": list(benefit.exclusive_with),
        "amount_yuan": yuan_or_none(fen),
        "on_loan": benefit.on_loan,
    }


def _joined(entries: Sequence[dict[str, Any]]) -> tuple[tuple[int, int], Counter[str]]:
    """What a firm is entitled to in all, and by clause what counts of it before joint caps."""
    from kerong.catalogue.policies.entitled import entitled
    from kerong.kernel.money import Money

    found = entitled(entries)
    worth = Counter[str]()
    for entry in entries:
        if entry["listing"] in found.counted:
            worth[entry["listing"]] += Money.from_yuan(entry["amount_yuan"]).fen
    return (found.amount_fen, found.on_loans), worth


def _compared(facts: Sequence[Any], entries: Sequence[Any], on: date) -> float:
    """Seconds a firm in the calculator itself; both must entitle to the same."""
    from kerong.catalogue.matching import calculate_policies
    from kerong.catalogue.policies.entitled import entitled
    from kerong.kernel.actor import ANONYMOUS

    began = time.perf_counter()
    single = [calculate_policies(facts=each, on=on, actor=ANONYMOUS) for each in facts]
    spent = time.perf_counter() - began
    same = [entitled(one) == entitled(own) for one, own in zip(single, entries, strict=True)]
    assert all(same), "columns and the calculator entitle to different amounts"
    return spent / max(1, len(facts))


def print_cost(found: dict[str, Any]) -> None:
    print(
        f"  policies: {found['firms']} firms, {found['entitled_firms']} entitled to"
        f" {found['total_fen'] / 10**10:.2f} 亿, beside {found['on_loans']} benefits on loans"
    )
    print(
        f"  {found['judged_ms']:.3f} ms a firm in columns, {found['alone_ms']:.2f} in the"
        f" calculator with every reason: {found['alone_ms'] / found['judged_ms']:.0f} times"
    )
    for code, met, fen in found["clauses"][:SHOWN]:
        print(f"    {code:<40} {met:>7} firms {fen / 10**6:>12.0f} 万")
    if rest := found["clauses"][SHOWN:]:
        left = sum(fen for _, _, fen in rest) / 10**6
        print(f"    and {len(rest)} more {'':<35} {left:>12.0f} 万")
