"""Near misses: applying the smallest change and running again gives `meets`, for 500 firms."""

import sys
from datetime import date

import pytest

from kerong.catalogue.near import FAR, NEAR, Changes
from kerong.config.demo.firms import sample_firms
from kerong.config.demo.products import real_products, sample_loans, sample_services
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build import catalogue as build

ON = date(2026, 11, 21)
FIRMS = 500


@pytest.fixture(scope="module")
def plan() -> Plan:
    """All 311 products of the demo, without a database."""
    rules = {
        path.parent.name: read_offering(path.read_bytes(), file=path.parent.name)
        for path in sorted(build.ZONE.glob("*/offering.yaml"))
    }
    products = [*real_products(), *sample_loans(), *sample_services()]
    arguments = [listing_arguments(rules[p.offering], p.code, p.form.numbers) for p in products]
    return compile_rules(list(rules.values())).plan(arguments, {}, build.tables())


def test_every_near_miss_of_500_firms_meets_after_its_change(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, tried, wrong = Changes(plan, ON), 0, []
    for firm in sample_firms(FIRMS, ON):
        for result in plan.run(firm.facts, ON):
            change = changes.of(result, result.lines, firm.facts)
            if change is None:
                continue
            tried += 1
            moved = {**firm.facts, **{move.fact: move.to for move in change}}
            if plan.alone(result.listing.code).run(moved, ON)[0].outcome != "meets":
                wrong.append((firm.name, result.listing.code, change))
    with capsys.disabled():
        sys.stdout.write(f"\n{tried} near misses of {FIRMS} firms, {len(wrong)} wrong\n")

    assert wrong == []
    assert tried >= 2_000


def test_a_change_moves_at_most_three_facts_all_of_them_changeable(plan: Plan) -> None:
    changes = Changes(plan, ON)
    for firm in sample_firms(12, ON):
        for result in plan.run(firm.facts, ON):
            for move in changes.of(result, result.lines, firm.facts, FAR) or ():
                assert vocabulary().fact(move.fact).changeable
                assert move.was == firm.facts[move.fact] != move.to
            assert len(changes.of(result, result.lines, firm.facts, FAR) or ()) <= 3


def test_only_what_is_close_is_searched(plan: Plan) -> None:
    changes = Changes(plan, ON)
    firm = next(iter(sample_firms(1, ON)))
    far = {**firm.facts, "is_overdue_now": True, "tax_arrears": 1, "is_abnormal_operation": True}

    for result in plan.run(far, ON):
        short = changes.requirements_short(result.rules, result.lines)
        change = changes.of(result, result.lines, far)
        if result.outcome != "fails" or short is None or short > NEAR:
            assert change is None


def test_an_edit_searches_again_only_where_it_is_read(plan: Plan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from kerong.catalogue import near

    searched: list[str] = []
    search = near.smallest_change

    def counted(*args):  # type: ignore[no-untyped-def]
        searched.append(args[-1])
        return search(*args)

    monkeypatch.setattr(near, "smallest_change", counted)
    changes = Changes(plan, ON)
    firm = next(iter(sample_firms(1, ON)))

    def ask(facts: dict) -> int:  # type: ignore[type-arg]
        searched.clear()
        for result in plan.run(facts, ON):
            changes.of(result, result.lines, facts)
        return len(searched)

    first, again = ask(firm.facts), ask(firm.facts)
    edited = ask({**firm.facts, "trademarks": 7})

    assert first > 10 and again == 0 and edited < first // 2
