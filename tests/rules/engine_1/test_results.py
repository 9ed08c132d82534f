"""Answers as people get them: reasons, routes, alternatives, what is missing, what is verified."""

from datetime import date

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.reference import LprRow, ReferenceTables
from tests.rules.writing import ON, WORDS, answer, facts, field, line, offering

HNTE = line("is_hnte", **{"is": True})
SRDI = line("is_srdi", **{"is": True})
STAFF = line("employees", at_least="10")


def routes(**by_key):
    written = [{"key": key, "title": WORDS, "all": lines} for key, lines in by_key.items()]
    return offering(eligibility={"routes": written})


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"is_hnte": True, "employees": 10}, "meets"),
        ({"is_hnte": True}, "unknown"),
        ({"is_hnte": False}, "fails"),
        ({"employees": 9}, "fails"),
        ({}, "unknown"),
    ],
)
def test_in_all_a_no_outweighs_a_do_not_know(given, outcome):
    assert answer(offering(HNTE, STAFF), given).outcome == outcome


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"is_hnte": True}, "meets"),
        ({"is_hnte": False}, "unknown"),
        ({"is_hnte": False, "is_srdi": False}, "fails"),
        ({}, "unknown"),
    ],
)
def test_in_any_a_yes_outweighs_a_do_not_know(given, outcome):
    assert answer(offering({"any": [HNTE, SRDI]}), given).outcome == outcome


def test_every_reason_says_what_was_asked_and_seen_and_how_far_apart():
    rules = offering(line("tax_paid", at_least="10万"), HNTE)

    first, second = answer(rules, {"tax_paid": 9_500_000}).lines

    assert (first.fact, first.kind, first.operator) == ("tax_paid", "money", "at_least")
    assert (first.asked, first.seen, first.distance) == (10_000_000, 9_500_000, 500_000)
    assert (first.outcome, first.clause, first.key) == ("fails", "1", "all.0")
    assert rules.condition(first.key).say.zh == "条件"
    assert (second.outcome, second.seen, second.distance) == ("unknown", None, None)


def test_the_route_met_is_named_else_the_nearest():
    rules = routes(tech=[HNTE, SRDI], size=[STAFF], both=[HNTE, STAFF])

    met = answer(rules, {"is_hnte": True, "is_srdi": True, "employees": 3})
    nearest = answer(rules, {"is_hnte": False, "is_srdi": False, "employees": 3})
    open_still = answer(rules, {"is_hnte": True, "employees": 3})

    assert (met.outcome, met.route) == ("meets", "tech")
    assert (nearest.outcome, nearest.route) == ("fails", "size")
    assert (open_still.outcome, open_still.route) == ("unknown", "tech")
    assert [reason.route for reason in met.lines] == ["tech", "tech", "size", "both", "both"]
    assert open_still.missing == ("is_srdi",)


def test_an_offering_without_routes_names_none():
    assert answer(offering(HNTE), {"is_hnte": True}).route is None


def test_an_offering_without_lines_is_met():
    result = answer(offering())

    assert (result.outcome, result.lines, result.missing) == ("meets", (), ())


FIELDS = {
    "staff": field("count"),
    "grades": {"type": "codes", "of": "tax_credit_grade", "optional": True, "title": WORDS},
    "hnte": {"type": "flag", "optional": True, "title": WORDS},
}
ASKED = offering(
    line("employees", at_least="$staff"),
    line("tax_credit_grade", **{"in": "$grades"}),
    line("is_hnte", **{"is": True}, when="$hnte"),
    {"any": [line("rd_staff", at_least="$staff"), line("is_srdi", **{"is": True}, when="$hnte")]},
    listing_fields=FIELDS,
)


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [
        ({}, []),
        ({"hnte": False}, []),
        ({"staff": "5"}, ["employees", "rd_staff"]),
        ({"grades": ["A"]}, ["tax_credit_grade"]),
        ({"hnte": True}, ["is_hnte", "is_srdi"]),
        ({"hnte": True, "staff": 3}, ["employees", "is_hnte", "rd_staff", "is_srdi"]),
    ],
)
def test_a_line_whose_number_or_flag_is_not_given_is_not_asked(numbers, asked):
    result = answer(ASKED, numbers=numbers)

    assert [reason.fact for reason in result.lines] == asked
    assert result.outcome == ("unknown" if asked else "meets")


def test_a_route_nothing_is_asked_of_is_not_offered():
    rules = offering(
        eligibility={
            "routes": [
                {"key": "staff", "title": WORDS, "all": [line("employees", at_least="$staff")]},
                {"key": "title", "title": WORDS, "all": [HNTE]},
            ]
        },
        listing_fields=FIELDS,
    )

    without = answer(rules, {"is_hnte": False})
    neither = answer(
        offering(
            eligibility={
                "routes": [
                    {"key": "staff", "title": WORDS, "all": [line("employees", at_least="$staff")]}
                ]
            },
            listing_fields=FIELDS,
        )
    )

    assert (without.outcome, without.route) == ("fails", "title")
    assert (neither.outcome, neither.route) == ("meets", None)


def test_missing_names_the_base_facts_that_would_decide():
    rules = offering(
        line("rd_ratio", at_least="5%"),
        line("growth_stage", **{"is": "growth"}),
        {"any": [HNTE, SRDI]},
        line("average", at_least="1万"),
        line("environment_grade", known=True),
        measures={
            "average": {
                "formula": "(tax_paid + tax_paid_prev) / 2",
                "unit": "money",
                "title": WORDS,
            }
        },
        offer={"limit": "2 * export_value"},
    )

    result = answer(rules, {"is_srdi": True, "rd_expense": 5, "tax_paid": 3})

    assert result.missing == (
        "founded_on",
        "tax_paid_prev",
        "export_value",
        "environment_grade",
        "operating_revenue",
    )


def test_a_derived_fact_that_has_no_value_with_all_its_inputs_is_missing_itself():
    result = answer(
        offering(line("rd_ratio", at_least="5%")), {"rd_expense": 5, "operating_revenue": 0}
    )

    assert (result.outcome, result.missing) == ("unknown", ("rd_ratio",))


def test_reads_lists_what_consent_must_cover():
    rules = offering(line("growth_stage", **{"is": "growth"}), offer={"limit": "2 * tax_paid"})

    assert answer(rules).reads == (
        "founded_on",
        "tax_paid",
        "operating_revenue",
        "years_since_founding",
        "growth_stage",
    )


def test_known_is_the_one_question_an_unknown_fact_answers():
    rules = offering(line("environment_grade", known=True))

    assert answer(rules).outcome == "fails"
    assert answer(rules, {"environment_grade": "red"}).outcome == "meets"


@pytest.mark.parametrize(
    ("code", "asked", "outcome"),
    [
        ("C3985", ["C39"], "meets"),
        ("C3985", ["C"], "meets"),
        ("C3985", ["C398", "I"], "meets"),
        ("C3985", ["C39851"], "fails"),
        ("C39", ["C3985"], "fails"),
        ("C3985", ["39"], "fails"),
    ],
)
def test_within_compares_the_beginning_of_a_code(code, asked, outcome):
    rules = offering(line("industry_code", within=asked))

    assert answer(rules, {"industry_code": code}).outcome == outcome


def test_two_lines_can_compare_a_fact_with_a_measure():
    rules = offering(
        line("loans_outstanding", at_most="half_revenue"),
        line("loans_outstanding", between=["1万", "half_revenue"]),
        measures={
            "half_revenue": {"formula": "operating_revenue / 2", "unit": "money", "title": WORDS}
        },
    )

    met = answer(rules, {"loans_outstanding": 5_000_000, "operating_revenue": 10_000_000})
    over = answer(rules, {"loans_outstanding": 5_000_001, "operating_revenue": 10_000_001})
    unknown = answer(rules, {"loans_outstanding": 5_000_001})

    assert met.outcome == "meets"
    assert (over.outcome, over.lines[0].distance) == ("fails", (-1, 2))
    assert over.lines[0].asked == (10_000_001, 2)
    assert unknown.outcome == "unknown"
    assert unknown.missing == ("operating_revenue",)


PARAMETERS = {
    "least": {"2026-01-01": "5万", "2026-06-30": {"value": "8万", "verified": False}},
    "grades": {"2026-01-01": ["A", "B"]},
}


@pytest.mark.parametrize(
    ("on", "asked", "outcome", "verified"),
    [
        (date(2025, 12, 31), None, "unknown", False),
        (date(2026, 1, 1), 5_000_000, "meets", True),
        (date(2026, 6, 29), 5_000_000, "meets", True),
        (date(2026, 6, 30), 8_000_000, "fails", False),
    ],
)
def test_a_dated_parameter_is_picked_by_the_day_of_the_decision(on, asked, outcome, verified):
    rules = offering(line("tax_paid", at_least="@least"), parameters=PARAMETERS)

    result = answer(rules, {"tax_paid": 6_000_000}, on=on)

    assert (result.lines[0].asked, result.outcome) == (asked, outcome)
    assert result.verified is verified


def test_an_adopted_parameter_stands_in_for_that_of_the_text():
    rules = offering(line("tax_credit_grade", **{"in": "@grades"}), parameters=PARAMETERS)
    listing = listing_arguments(rules, "L1", {})
    series = rules.parameters["grades"][0]
    adopted = {rules.key: {"grades": (type(series)(ON, ("C",), True, True),)}}
    compiled = compile_rules([rules])

    as_written = compiled.plan([listing]).run({"tax_credit_grade": "C"}, ON)[0]
    as_adopted = compiled.plan([listing], adopted).run({"tax_credit_grade": "C"}, ON)[0]

    assert (as_written.outcome, as_adopted.outcome) == ("fails", "meets")


def test_published_rates_are_read_on_the_day():
    rules = offering(
        line("pledged_equity_ratio", at_most="@lpr_5y"), offer={"rate": "@lpr_1y + 0.5%"}
    )
    tables = ReferenceTables(
        lpr=(LprRow(date(2026, 5, 20), 30_000, 35_000), LprRow(date(2026, 6, 30), 29_000, 34_000))
    )

    def rate(on):
        return answer(rules, on=on, reference=tables).rate_ppm

    assert rate(date(2026, 5, 19)) is None
    assert rate(date(2026, 5, 20)) == rate(date(2026, 6, 29)) == 35_000
    assert rate(date(2026, 6, 30)) == 34_000


def test_what_a_pack_left_unverified_is_said_of_the_line_and_the_answer():
    doubtful = answer(
        offering(line("employees", at_least="1", verified=False)), facts(employees="2")
    )
    pack = {"document": "d", "source": "s", "verified": False}
    whole = answer(offering(STAFF, basis=pack), facts(employees="20"))

    assert (doubtful.lines[0].verified, doubtful.verified) == (False, False)
    assert (whole.lines[0].verified, whole.verified) == (False, False)
