"""Near misses: applying the smallest change and running again gives `meets`, for 500 firms."""

import sys
from datetime import date
from typing import Any

import pytest

from kerong.catalogue import matching
from kerong.catalogue.cards import Card
from kerong.catalogue.documents import Phrases
from kerong.catalogue.near import FAR, NEAR, Change, Changes
from kerong.catalogue.number import CatalogueStand
from kerong.catalogue.plans import HeldPlan
from kerong.catalogue.policies.held import HeldPolicies
from kerong.catalogue.policies.raised import RaisedLimits
from kerong.config.demo.firms import sample_firms
from kerong.config.demo.products import real_products, sample_loans, sample_services
from kerong.kernel.actor import ANONYMOUS
from kerong.rules.change import Move
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build import catalogue as build
from tests.rules.writing import WORDS, facts, line, offering

ON = date(2026, 11, 21)
FEW, ALL = 60, 500


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


@pytest.fixture
def on_the_shelf(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """These products where matching looks for those of the database."""
    cards = tuple(
        Card(each.code, each.code, "", "loan", "", "", 0, "", False, "", 0, 0, 0, "")
        for each in plan.listings
    )
    none = HeldPolicies(compile_rules([]).plan([]), (), Changes(plan, ON), {})
    raised = RaisedLimits(none.plan, {})
    stand, near = CatalogueStand(1, ""), Changes(plan, ON)
    held = HeldPlan(stand, plan, cards, Phrases({}), near, none, raised)
    monkeypatch.setattr(matching, "plan_for", lambda on: held)


@pytest.mark.usefixtures("on_the_shelf")
@pytest.mark.parametrize("firms", [FEW, pytest.param(ALL, marks=pytest.mark.slow)])
def test_every_near_miss_meets_after_its_change(
    plan: Plan, capsys: pytest.CaptureFixture[str], firms: int
) -> None:
    """Through the document as a reader gets it: its texts are read back and run again."""
    tried, wrong = 0, []
    for firm in sample_firms(firms, ON):
        found = matching.calculate(facts=firm.facts, as_of=ON, on=ON, actor=ANONYMOUS)
        for result in found["results"]:
            if result["smallest_change"] is None:
                continue
            tried += 1
            moves = {move["fact"]: move["to"] for move in result["smallest_change"]}
            moved = {**firm.facts, **facts(**moves)}
            if plan.alone(result["listing"]).run(moved, ON)[0].outcome != "meets":
                wrong.append((firm.name, result["listing"], moves))
    with capsys.disabled():
        sys.stdout.write(f"\n{tried} near misses of {firms} firms, {len(wrong)} wrong\n")

    assert wrong == []
    assert tried >= 4 * firms


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
        short = changes.requirements_short(result, result.lines)
        change = changes.of(result, result.lines, far)
        if result.outcome == "meets" or short is None or short > NEAR:
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


def routed(*routes: tuple[dict[str, Any], ...], **rest: Any) -> Plan:
    """One product of a pack whose routes hold these lines."""
    written = [
        {"key": f"route-{no}", "title": WORDS, "all": list(lines)}
        for no, lines in enumerate(routes)
    ]
    rules = offering(eligibility={"routes": written}, **rest)
    return compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])


def near_on(plan: Plan, **given: Any) -> tuple[str, int | None, Change]:
    """Outcome, requirements short, and the change, of the one product."""
    firm, changes = facts(**given), Changes(plan, ON)
    result = plan.run(firm, ON)[0]
    short = changes.requirements_short(result, result.lines)
    return result.outcome, short, changes.of(result, result.lines, firm)


def test_what_is_short_is_counted_on_the_nearest_route_alone() -> None:
    far = [line(code, at_least="9") for code in ("employees", "rd_staff", "utility_patents")]
    plan = routed(tuple(far), (line("invention_patents", at_least="3"),))

    found = near_on(plan, employees=1, rd_staff=1, utility_patents=1, invention_patents=2)

    assert found == ("fails", 1, (Move("invention_patents", 2, 3),))


def test_a_route_nobody_can_walk_does_not_close_another() -> None:
    plan = routed((line("tax_paid", at_least="1万"),), (line("employees", at_least="3"),))

    assert near_on(plan, tax_paid="1.00", employees=2) == (
        "fails",
        1,
        (Move("employees", 2, 3),),
    )


def test_an_unknown_route_does_not_hide_the_change_on_another() -> None:
    plan = routed((line("invention_patents", at_least="3"),), (line("employees", at_least="3"),))

    assert near_on(plan, employees=2) == ("unknown", 1, (Move("employees", 2, 3),))


def test_an_unknown_line_on_every_route_leaves_nothing_to_count() -> None:
    doubtful = line("invention_patents", at_least="3")
    plan = routed((doubtful, line("employees", at_least="3")), (doubtful,))

    assert near_on(plan, employees=2) == ("unknown", None, None)


def test_a_limit_of_nothing_is_in_the_way_of_every_route() -> None:
    plan = routed(
        (line("employees", at_least="3"),),
        (line("invention_patents", at_least="3"),),
        offer={"limit": "round_down(3 * rd_expense, 1万)"},
    )

    outcome, short, change = near_on(plan, employees=5, invention_patents=1, rd_expense="1000.00")

    assert (outcome, short) == ("fails", 1)
    assert change == (Move("rd_expense", 100_000, 333_334),)
