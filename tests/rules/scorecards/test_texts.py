"""What a scorecard text must say, and the words with which another is refused."""

from fractions import Fraction

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import CLASS
from kerong.rules.texts import parse_offering
from tests.rules.scorecards.writing import card, indicator, rules, score
from tests.rules.writing import WORDS, document, line

STEPS = {"steps": {"3%": "5", "6%": "10"}}
VETO = {"line": line("is_overdue_now", **{"is": False}), "otherwise": {"points": "0"}}


def refusal(*indicators, **rest) -> str:
    with pytest.raises(RuleTextFault) as refused:
        rules(*indicators, **rest)
    return refused.value.reason_code


def test_a_card_is_read_into_indicators_groups_and_one_value():
    held = rules(indicator(**STEPS), feeds="points", places=["500107"])

    assert held.scorecard is not None
    (found,) = held.scorecard.indicators
    assert (found.code, found.raw, found.function, found.category) == (
        "one",
        "rd_ratio",
        "steps",
        5,
    )
    assert (held.scorecard.feeds, held.scorecard.places) == ("points", ("500107",))


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        ("scorecard.function", {}),
        ("scorecard.function", {**STEPS, "efficacy": ["0%", "10%"]}),
        ("scorecard.steps", {"steps": {"6%": "5", "3%": "10"}}),
        ("scorecard.share", {"steps": {"3%": "5", "6%": "50%"}}),
        ("scorecard.outside", {"steps": {"3%": "11"}}),
        ("scorecard.efficacy", {"efficacy": ["10%", "10%"]}),
        ("scorecard.efficacy", {"efficacy": ["10%"]}),
        ("scorecard.weight", {**STEPS, "weight": "-1"}),
        ("scorecard.weight", {**STEPS, "weight": "5万"}),
        ("scorecard.weight", {"steps": {"3%": "50%"}, "weight": []}),
        ("scorecard.stage", {"steps": {"3%": "50%"}, "weight": {"start_up": "1"}}),
        ("scorecard.share", {**STEPS, "weight": {"2020-01-01": "10"}}),
        ("scorecard.group", {**STEPS, "group": "nowhere"}),
        ("scorecard.category", {**STEPS, "category": 33}),
        ("scorecard.peers", {"percentile": "rd_ratio"}),
        ("scorecard.raw", {"raw": "is_hnte", "direct": "5"}),
        ("fact.unknown", {"raw": "rd_rato", **STEPS}),
        ("formula.not_a_number", {"raw": "is_hnte", **STEPS}),
        ("formula.result", {"raw": "tax_paid", "direct": "tax_paid"}),
        ("text.name", {**STEPS, "code": "rd_ratio"}),
        ("text.name", {**STEPS, "code": "score"}),
    ],
)
def test_an_indicator_that_cannot_be_computed_is_refused(reason, changed):
    assert refusal(indicator(**changed)) == reason


@pytest.mark.parametrize(
    ("reason", "rest"),
    [
        ("scorecard.feeds", {"feeds": "tax_paid"}),
        ("scorecard.feeds", {"feeds": "knowledge_value_grade"}),
        (
            "scorecard.feeds",
            {"feeds": "size_class", "grades": [{"code": "Z", "from": "1"}, {"code": "small"}]},
        ),
        ("scorecard.grades", {"grades": [{"code": "A"}]}),
        (
            "scorecard.grades",
            {"grades": [{"code": "A", "from": "1"}, {"code": "B", "from": "2"}, {"code": "C"}]},
        ),
        ("scorecard.grades", {"grades": [{"code": "A", "from": "1"}, {"code": "B", "from": "0"}]}),
        ("scorecard.otherwise", {"veto": [VETO | {"otherwise": {}}]}),
        ("text.choice", {"veto": [VETO | {"otherwise": {"grade": "A"}}]}),
        ("scorecard.veto", {"veto": [VETO | {"line": line("founded_on", before="2020-01-01")}]}),
        ("scorecard.veto", {"veto": [VETO | {"line": line("industry_code", **{"is": "C39"})}]}),
        ("value.code", {"places": ["Chongqing"]}),
        ("condition.codes_twice", {"places": ["50", "50"]}),
        ("formula.result", {"value": "all_points * 1万"}),
        ("text.unknown_key", {"colour": "red"}),
    ],
)
def test_a_card_that_says_what_cannot_be_is_refused(reason, rest):
    assert refusal(indicator(**STEPS), **rest) == reason


def test_two_indicators_cannot_share_a_code():
    assert refusal(indicator(**STEPS), indicator(**STEPS)) == "text.name"


def test_a_text_of_each_kind_has_its_own_parts():
    def reason(**rest) -> str:
        with pytest.raises(RuleTextFault) as refused:
            parse_offering(document(**rest), file="x.yaml")
        return refused.value.reason_code

    held = card(indicator(**STEPS))
    lines = {"all": [line("rd_ratio", at_least="3%")]}
    assert reason(kind="loan", scorecard=held) == "text.part_of_kind"
    assert reason(kind="scorecard") == "text.missing"
    assert reason(kind="scorecard", scorecard=held, eligibility=lines) == "text.part_of_kind"
    assert reason(kind=CLASS) == "text.missing"
    offer = {"limit": "1万"}
    assert reason(kind=CLASS, eligibility=lines, offer=offer) == "text.part_of_kind"
    feeding = card(indicator(**STEPS), feeds="points")
    assert reason(kind=CLASS, eligibility=lines, scorecard=feeding) == "scorecard.of_class"


def test_a_fault_in_the_scorecard_names_its_own_file_and_place():
    text = document(kind="scorecard", scorecard=card(indicator()))

    with pytest.raises(RuleTextFault) as refused:
        parse_offering(text, file="pack/offering.yaml")

    assert refused.value.facts["file"] == "pack/scorecard.yaml"
    assert refused.value.facts["place"] == "indicators.0"


def test_lines_of_a_class_test_may_ask_for_the_score_a_group_or_an_indicator():
    lines = [line("score", at_least="5"), line("all_points", at_least="5")]
    text = document(*lines, line("one", more_than="0"), kind=CLASS)
    held = parse_offering(text | {"scorecard": card(indicator(**STEPS))}, file="x.yaml")

    met = score(held, rd_expense="30", operating_revenue="1000").result
    missed = score(held, rd_expense="29", operating_revenue="1000").result

    assert [each.outcome for each in met.lines] == ["meets"] * 3
    assert missed.outcome == "fails"
    assert Fraction(*missed.lines[0].distance) == 5


def test_gates_are_asked_by_every_route_and_kept_under_one_key():
    routes = [
        {"key": key, "title": WORDS, "all": [line("employees", at_least=least)]}
        for key, least in (("small", "10"), ("large", "100"))
    ]
    gates = [line("is_hnte", **{"is": True})]
    text = document(kind=CLASS, eligibility={"gates": gates, "routes": routes})
    held = parse_offering(text, file="x.yaml")

    assert [route.lines[0].key for route in held.routes] == ["gates.0", "gates.0"]
    with pytest.raises(RuleTextFault) as refused:
        parse_offering(
            document(kind=CLASS, eligibility={"gates": gates, "all": gates}), file="x.yaml"
        )
    assert refused.value.reason_code == "condition.gates"


def test_a_peer_table_has_five_firms_a_cell_and_rising_cuts():
    def reason(without: str = "", **changed) -> str:
        cell = {"stage": "growth", "industries": ["C"], "firms": 5, "cuts": {"1%": "50%"}}
        others = [
            {"stage": stage, "firms": 5, "cuts": {"1%": "50%"}}
            for stage in ("start_up", "growth", "mature")
        ]
        table = {
            "as_of": "2026-06-30",
            "source": "test",
            "verified": True,
            "cells": [cell | changed, *(each for each in others if each["stage"] != without)],
        }
        return refusal(indicator(percentile="rd_ratio"), peers={"rd_ratio": table})

    assert reason(firms=4) == "scorecard.few_peers"
    assert reason(stage="old") == "scorecard.stage"
    assert reason(cuts={"2%": "50%", "1%": "60%"}) == "scorecard.peer_cuts"
    assert reason(cuts={"1%": "50%", "2%": "40%"}) == "scorecard.peer_cuts"
    assert reason(industries=["C", "C"]) == "scorecard.peer_cells"
    assert reason(without="mature") == "scorecard.peer_others"
