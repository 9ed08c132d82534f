"""One firm against 311 products with every reason, beside zen-engine on the same catalogue.

Both sides give, for every product, the outcome, each line's outcome, value seen and distance, the
limit, rate and term; outcomes and limits are checked to be equal before anything is timed. Ours
also gives ranges of unknown limits, which zen-engine is not asked for.

"Unshared" judges every line of every product for itself; "product by product" runs 311 plans of
one listing each, which is what a single check costs, 311 times.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.rules_catalogue import catalogue, facts_of_a_firm
from bench.rules_zen import context, decision
from kerong.rules.engine_1 import OUTCOMES, Plan, compile_rules

ON = date(2026, 11, 21)
ROUNDS = 9


def main() -> None:
    import zen

    found = catalogue()
    compiled = compile_rules(found.rules)
    shared = compiled.plan(found.listings)
    unshared = compiled.plan(found.listings, shared=False)
    alone = [shared.alone(listing.code) for listing in found.listings]
    layouts = shared.sheet(ON).listings
    engine = zen.ZenEngine()
    written = engine.create_decision(decision(layouts, shared=False))
    by_hand = engine.create_decision(decision(layouts, shared=True))
    lines = sum(len(layout.lines) for layout in layouts)
    distinct = len({line.criterion for layout in layouts for line in layout.lines})
    print(f"one firm x {len(layouts)} products, {lines} criteria, {distinct} distinct")
    for title, unknown in (("every fact known", 0.0), ("a third of the facts unknown", 0.34)):
        facts = facts_of_a_firm(unknown=unknown)
        given = context(facts, {c.left for r in found.rules for c in r.conditions.values()})
        _require_equal(shared, facts, written.evaluate(given)["result"])
        _require_equal(unshared, facts, by_hand.evaluate(given)["result"])
        times = _best(
            {
                "ours, shared": lambda facts=facts: shared.run(facts, ON),
                "ours, unshared": lambda facts=facts: unshared.run(facts, ON),
                "ours, product by product": lambda facts=facts: [
                    plan.run(facts, ON) for plan in alone
                ],
                "zen-engine": lambda given=given: written.evaluate(given),
                "zen-engine, shared by hand": lambda given=given: by_hand.evaluate(given),
            }
        )
        print(f"\n{title} (outcomes and limits equal)")
        for name, seconds in times.items():
            print(f"  {name:28s} {seconds * 1000:8.3f} ms")
        zen_time = times["zen-engine"]
        print(f"  zen-engine / ours, shared    {zen_time / times['ours, shared']:8.1f}  (goal 25)")
        print(
            f"  zen-engine / ours, unshared  {zen_time / times['ours, unshared']:8.1f}  (goal 10)"
        )
        by_hand_time = times["zen-engine, shared by hand"]
        print(f"  both shared                  {by_hand_time / times['ours, shared']:8.1f}")


def _require_equal(plan: Plan, facts: dict[str, Any], answer: dict[str, Any]) -> None:
    for at, result in enumerate(plan.run(facts, ON)):
        theirs = OUTCOMES[int(answer[f"o{at}"])]
        if result.outcome != theirs:
            raise SystemExit(f"product {at}: {result.outcome} here, {theirs} there")
        limit = answer.get(f"l{at}")
        if (None if limit is None else round(limit)) != result.limit_fen:
            raise SystemExit(f"product {at}: limit {result.limit_fen} here, {limit} there")
        outcomes = [OUTCOMES[int(cell[0])] for cell in answer[f"p{at}"]]
        if outcomes != [OUTCOMES[cell[0]] for cell in result.cells]:
            raise SystemExit(f"product {at}: lines differ")


def _best(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Best time of each in seconds, taken in turns so that all see the same machine."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, run in runs.items():
            turns = 200 if name in ("ours, shared", "ours, unshared") else 20
            start = time.perf_counter()
            for _ in range(turns):
                run()
            best[name] = min(best[name], (time.perf_counter() - start) / turns)
    return best


if __name__ == "__main__":
    main()
