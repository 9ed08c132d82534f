"""Reading a policy: what a clause does not say its benefit says; what cannot be is refused."""

import json
from typing import Any

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import OfferingRules
from kerong.rules.texts import parse_offering
from kerong.rules.yaml_text import read_yaml

TEXT = """\
key: a-policy
revision: 1
kind: policy
title: {zh: 政策, en: Policy}
basis: {document: 示例文件, source: 示例来源, verified: true}
open: {from: 2026-01-01}
listing_fields:
  cap: {type: money, from: 1元, to: 1亿, optional: true, title: {zh: 上限, en: Cap}}
  rate: {type: ratio, from: "0", to: "1", optional: true, title: {zh: 比例, en: Rate}}
eligibility:
  all:
    - {fact: is_hnte, is: true, clause: 第一条, say: {zh: 高企, en: HNTE}}
benefit:
  class: reward
  form: cash
  base: rd_spend
  period: year
  topic: rd
  level: city
  issuer: {zh: 科技局, en: Science office}
  region: {zh: 重庆市, en: Chongqing}
  matter: rd
  joint_cap: 100万
  amount: "min($rate * rd_expense, $cap)"
clauses:
  A1:
    title: {zh: 甲, en: A}
    numbers: {cap: 50万, rate: "10%"}
  A2:
    title: {zh: 乙, en: B}
    words: {zh: 原文, en: Words}
    period: once
    base: fixed
    matter: other
    issuer: {zh: 市政府, en: City}
    source: 另一来源
    verified: false
    rate: 0.5*LPR
    numbers: {cap: 20万}
"""


def text() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(read_yaml(TEXT, file="a")))
    return found


def read(document: dict[str, Any]) -> OfferingRules:
    return parse_offering(document, file="a/offering.yaml")


def refused(document: dict[str, Any]) -> RuleTextFault:
    with pytest.raises(RuleTextFault) as fault:
        read(document)
    return fault.value


def test_a_clause_has_numbers_of_its_own_and_the_rest_from_the_benefit() -> None:
    first, _ = read(text()).clauses

    assert (first.code, first.title, first.words) == ("A1", ("甲", "A"), None)
    assert (first.cap_fen, first.rate) == (50_000_000, (100_000, 1_000_000))
    assert (first.source, first.verified, first.clause) == ("示例来源", True, "示例文件")
    assert first.formula == "min($rate * rd_expense, $cap)"
    assert (first.benefit.period, first.benefit.mode) == ("year", "reviewed")
    assert first.benefit.joint_cap_fen == 100_000_000


def test_what_a_clause_says_itself_stands_in_for_the_benefit() -> None:
    _, second = read(text()).clauses

    assert (second.benefit.computed_on, second.benefit.period) == ("fixed", "once")
    assert (second.benefit.matter, second.benefit.issuer) == ("other", ("市政府", "City"))
    assert (second.source, second.verified, second.rate_words) == ("另一来源", False, "0.5*LPR")
    assert second.benefit.region == ("重庆市", "Chongqing")


def test_without_clauses_the_policy_is_its_own_clause() -> None:
    document = text()
    del document["clauses"]

    (only,) = read(document).clauses

    assert (only.code, only.title) == ("a-policy", ("政策", "Policy"))
    assert set(only.values.values()) == {None}


def test_the_amount_is_the_limit_and_the_rate_of_a_loan_the_rate_of_the_offer() -> None:
    document = text()
    document["benefit"]["on_loan"] = {"formula": "beibei", "rate": "50% * @lpr_1y"}

    offer = read(document).offer

    assert offer.limit is not None and offer.limit.text == "min($rate * rd_expense, $cap)"
    assert offer.rate is not None and offer.rate.text == "50% * @lpr_1y"


@pytest.mark.parametrize("part", ["offer", "scorecard"])
def test_a_policy_has_neither_offer_nor_scorecard(part: str) -> None:
    assert refused(text() | {part: {"limit": "1元"}}).facts["place"] == part


@pytest.mark.parametrize("part", ["benefit", "eligibility"])
def test_a_policy_without_benefit_or_conditions_is_refused(part: str) -> None:
    document = text()
    del document[part]

    assert part in refused(document).say("en")


def test_only_a_policy_has_a_benefit() -> None:
    assert refused(text() | {"kind": "loan"}).facts["place"] == "benefit"


def test_a_number_outside_the_field_is_refused_at_its_place() -> None:
    document = text()
    document["clauses"]["A1"]["numbers"]["cap"] = "2亿"

    fault = refused(document)

    assert fault.facts["place"] == "clauses.A1.numbers.cap"
    assert "1" in fault.say("en")


@pytest.mark.parametrize(
    ("where", "value", "place"),
    [
        ("class", "gift", "benefit.class"),
        ("base", "mood", "benefit.base"),
        ("matter", "Not a key", "benefit.matter"),
        ("joint_cap", "lots", "benefit.joint_cap"),
        ("amount", "is_hnte", "benefit.amount"),
    ],
)
def test_what_the_benefit_may_not_say_is_refused_at_its_place(
    where: str, value: str, place: str
) -> None:
    document = text()
    document["benefit"][where] = value

    assert refused(document).facts["place"] == place


def test_a_rate_that_is_no_ratio_and_an_ill_named_clause_are_refused() -> None:
    document = text()
    document["benefit"]["on_loan"] = {"formula": "beibei", "rate": "rd_expense"}
    assert refused(document).facts["place"] == "benefit.on_loan.rate"
    document = text()
    document["clauses"]["编号"] = document["clauses"].pop("A1")
    assert refused(document).facts["place"] == "clauses.编号"
