"""Eligible, a near miss, without data, or not eligible: what each asks of the lines."""

from kerong.catalogue.policies.standing import (
    ELIGIBLE,
    LACKS_FACTS,
    NEAR_MISS,
    NOT_ELIGIBLE,
    standing_of,
)
from kerong.rules.engine_1 import Line


def line(fact: str, outcome: str, route: str = "", any_of: int = 0) -> Line:
    return Line(fact, "flag", "is", True, None, outcome, None, "", fact, route, any_of, True)


def test_only_a_clause_that_is_met_is_eligible() -> None:
    assert standing_of("meets", []) == ELIGIBLE
    assert standing_of("unknown", [line("is_hnte", "meets")]) == LACKS_FACTS


def test_up_to_two_conditions_short_is_a_near_miss() -> None:
    one = [line("is_hnte", "fails"), line("is_srdi", "meets")]
    two = [line("is_hnte", "fails"), line("is_srdi", "fails")]
    three = [*two, line("is_tech_sme", "fails")]

    assert standing_of("fails", one) == standing_of("fails", two) == NEAR_MISS
    assert standing_of("fails", three) == NOT_ELIGIBLE


def test_a_policy_for_another_place_or_trade_is_no_near_miss() -> None:
    for fact in ("division_code", "industry_code", "legal_form", "functional_zone"):
        assert standing_of("fails", [line(fact, "fails")]) == NOT_ELIGIBLE


def test_with_a_condition_unknown_it_is_not_said_to_be_near() -> None:
    assert standing_of("fails", [line("is_hnte", "fails"), line("is_srdi", "unknown")]) == (
        NOT_ELIGIBLE
    )


def test_alternatives_count_as_one_and_a_met_one_settles_them() -> None:
    three = [line(fact, "fails", any_of=1) for fact in ("is_hnte", "is_srdi", "is_tech_sme")]

    assert standing_of("fails", three) == NEAR_MISS
    settled = [*three[:2], line("is_tech_sme", "meets", any_of=1), line("is_gazelle", "fails")]
    assert standing_of("fails", settled) == NEAR_MISS


def test_the_nearest_route_decides() -> None:
    far = [line(fact, "fails", "far") for fact in ("is_hnte", "is_srdi", "is_tech_sme")]

    assert standing_of("fails", far) == NOT_ELIGIBLE
    assert standing_of("fails", [*far, line("is_gazelle", "fails", "near")]) == NEAR_MISS
