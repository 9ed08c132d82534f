"""An offering text becomes frozen rules that say what was written, as YAML and as JSON alike."""

import json
from datetime import date

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import (
    AnyOf,
    Argument,
    Constant,
    Dated,
    MeasureValue,
    Today,
    Words,
)
from kerong.rules.texts import parse_offering, read_offering
from kerong.rules.yaml_text import read_yaml
from tests.rules.writing import WORDS, document, field, line, offering

WHOLE = """
key: bank-credit-standard
revision: 3
kind: loan
title: {zh: 银行信用贷款, en: Bank credit loan}
summary: {zh: 凭信用发放, en: On credit alone}
basis: {document: 产品说明, source: https://example.org, verified: false}
open: {from: 2026-01-01, until: 2026-12-31}
parameters:
  stage_years: {2026-01-01: "3", 2025-01-01: {value: "5", verified: true, clause: "7"}}
listing_fields:
  amount_cap: {type: money, from: 1万, to: 10亿, optional: true, title: {zh: 上限, en: Cap}}
  min_years: {type: count, from: "0", to: "50", optional: true, title: {zh: 年限, en: Years}}
  grades: {type: codes, of: tax_credit_grade, title: {zh: 等级, en: Grades}}
  require_hnte: {type: flag, optional: true, title: {zh: 高企, en: HNTE}}
measures:
  average_tax:
    formula: (tax_paid + tax_paid_prev) / 2
    unit: money
    title: {zh: 平均纳税, en: Average tax}
eligibility:
  all:
    - {fact: years_since_founding, at_least: $min_years, clause: "1", say: {zh: 满年, en: years}}
    - {fact: average_tax, at_least: 0.5万, clause: "2", say: {zh: 纳税, en: tax}}
    - any:
        - {fact: is_hnte, is: true, when: $require_hnte, clause: "3", say: {zh: 高企, en: hnte}}
        - {fact: hnte_valid_until, after: today, clause: "3", say: {zh: 有效, en: valid}}
    - {fact: tax_credit_grade, in: $grades, clause: "4", say: {zh: 等级, en: grade}}
    - {fact: employees, between: [@stage_years, 300], clause: "5", say: {zh: 人数, en: staff}}
    - {fact: tax_paid, at_most: average_tax, clause: "6", say: {zh: 纳税, en: tax}}
offer:
  limit: "round_down(min($amount_cap, 5 * average_tax), 1万)"
  rate: "@lpr_1y + 0.5%"
  term: "12"
process: {shape: open_take_up, places: 3}
"""


def test_a_whole_text_is_read():
    rules = read_offering(
        WHOLE.replace("[@stage_years, 300]", '["@stage_years", 300]'), file="o.yaml"
    )

    assert (rules.key, rules.revision, rules.kind) == ("bank-credit-standard", 3, "loan")
    assert rules.title == Words("银行信用贷款", "Bank credit loan")
    assert (rules.basis.document, rules.basis.verified) == ("产品说明", False)
    assert (rules.open_from, rules.open_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert [(v.since.year, v.texts, v.verified) for v in rules.parameters["stage_years"]] == [
        (2025, ("5",), True),
        (2026, ("3",), False),
    ]
    assert (rules.fields["amount_cap"].least, rules.fields["amount_cap"].most) == (10**6, 10**11)
    assert not rules.fields["grades"].optional
    assert rules.shape == "open_take_up"
    years, average, either, grades, staff, tax = rules.routes[0].lines
    assert (years.kind, years.asked) == ("count", (Argument("min_years"),))
    assert (average.kind, average.asked) == ("money", (Constant(500_000),))
    assert isinstance(either, AnyOf)
    assert [condition.key for condition in either.conditions] == ["all.2.any.0", "all.2.any.1"]
    assert [condition.when for condition in either.conditions] == ["require_hnte", None]
    assert either.conditions[1].asked == (Today(),)
    assert grades.asked == (Argument("grades"),)
    assert staff.asked == (Dated("stage_years"), Constant(300))
    assert tax.asked == (MeasureValue("average_tax"),)
    assert rules.condition("all.4").say == Words("人数", "staff")
    assert rules.offer.limit.text.startswith("round_down(")


def test_a_plain_at_sign_is_no_yaml_and_says_where():
    with pytest.raises(RuleTextFault) as fault:
        read_offering(WHOLE, file="o.yaml")

    assert fault.value.reason_code == "yaml.syntax"
    assert fault.value.facts["line"] == 29


def test_yaml_and_json_of_one_content_have_one_digest():
    written = document(line("tax_paid", at_least="1万"), process={"shape": "open_take_up"})
    as_yaml = read_yaml(json.dumps(written, ensure_ascii=False, indent=2), file="o.yaml")

    assert parse_offering(as_yaml, file="o").digest == parse_offering(written, file="db").digest
    assert parse_offering(written, file="o") == parse_offering(as_yaml, file="o")


@pytest.mark.parametrize(
    "changed",
    [
        {"revision": 2},
        {"title": {"zh": "别的", "en": "condition"}},
        {"open": {"from": "2020-01-02"}},
        {"eligibility": {"all": [line("tax_paid", at_least="2万")]}},
        {"offer": {"limit": "1万"}},
        {"process": {"shape": "open_take_up"}},
    ],
)
def test_any_change_of_content_changes_the_digest(changed):
    before = offering(line("tax_paid", at_least="1万"))

    assert offering(line("tax_paid", at_least="1万"), **changed).digest != before.digest


def test_a_document_without_lines_still_names_the_place():
    with pytest.raises(RuleTextFault) as fault:
        offering(line("tax_paid", at_least="1万"), offer={"limit": "tax_paid * tax_paid"})

    assert fault.value.facts["line"] is None
    assert fault.value.facts["place"] == "offer.limit"


def test_a_document_nested_without_end_is_refused():
    deep: dict = {}
    for _ in range(5_000):
        deep = {"a": deep}
    with pytest.raises(RuleTextFault) as fault:
        offering(process={"shape": "open_take_up", "more": deep})

    assert fault.value.reason_code == "text.deep"


def test_measures_may_stand_in_any_order_and_build_on_each_other():
    def measure(formula):
        return {"formula": formula, "unit": "money", "title": WORDS}

    rules = offering(
        measures={"twice": measure("2 * once"), "once": measure("tax_paid + 1万")},
        offer={"limit": "twice + once"},
    )

    assert list(rules.measures) == ["twice", "once"]


@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("tax_paid", "at_least", "$years"),
        ("tax_credit_grade", "is", "$cap"),
        ("environment_grade", "in", "$grades"),
        ("tax_credit_grade", "is", "$grades"),
        ("employees", "at_least", "$nothing"),
    ],
)
def test_a_field_of_another_type_or_code_list_cannot_be_asked_for(fact, operator, value):
    fields = {
        "years": field("count"),
        "cap": field("money"),
        "grades": {"type": "codes", "of": "tax_credit_grade", "title": WORDS},
    }
    with pytest.raises(RuleTextFault) as fault:
        offering(line(fact, **{operator: value}), listing_fields=fields)

    assert fault.value.reason_code in (
        "condition.argument_type",
        "condition.code_list",
        "formula.unknown_argument",
    )


def test_parameters_that_do_not_fit_the_fact_are_refused_for_every_day():
    with pytest.raises(RuleTextFault) as fault:
        offering(
            line("employees", at_least="@least"),
            parameters={"least": {"2026-01-01": "3", "2027-01-01": "3.5"}},
        )

    assert fault.value.reason_code == "value.count"


def test_more_lines_than_anyone_can_read_are_refused():
    many = [line("employees", at_least=str(at)) for at in range(21)]
    with pytest.raises(RuleTextFault) as fault:
        offering(*many)

    assert fault.value.reason_code == "text.many"


def test_rules_are_frozen():
    rules = offering(line("employees", at_least="1"))
    with pytest.raises(AttributeError):
        rules.key = "other"  # type: ignore[misc]
