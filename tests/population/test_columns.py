"""Runs and trials in columns give what the engine for one firm gives, firm by firm, to the bit."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest

from kerong.catalogue.assessments import assessments_in, feeding, is_open, named
from kerong.catalogue.pack_files import Example, read_pack
from kerong.config.demo.firms import sample_firms
from kerong.config.paths import PACKS, shipped_packs
from kerong.population.firm_places import places_of
from kerong.population.scoring import Scoring
from kerong.population.trial import Texts, Trial
from kerong.population.trial_products import Product
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import CLASS, SCORECARD, OfferingRules
from kerong.rules.texts import parse_offering, read_offering
from kerong.rules.vocabulary import MONEY, vocabulary
from tests.build import catalogue
from tests.build.thresholds import firms_at_thresholds
from tests.population.one_by_one import ScoringOneByOne, TrialOneByOne

DAY = date(2026, 3, 6)
COUNT, GIANTS = 2_000, 150
MOST_FEN = 10**15  # the bound of the vocabulary: products of such figures leave 64 bits
Firm = Mapping[str, Any]


@cache
def generated() -> list[Firm]:
    """Firms of the demo, a quarter of their facts unknown."""
    return [firm.facts for firm in sample_firms(COUNT, DAY)]


@cache
def giants() -> list[Firm]:
    """The same with figures up to the largest a fact may have; every second lacks some."""
    rng = Random(7)
    return [_grown(firm, rng) for firm in generated()[:GIANTS]]


def _grown(firm: Firm, rng: Random) -> Firm:
    grown = dict(firm)
    for code, value in firm.items():
        fact = vocabulary().fact(code)
        if fact.type == MONEY and rng.random() < 0.9:
            large = int(value) * 10 ** rng.randrange(3, 8) + rng.randrange(1000)
            grown[code] = max(min(large, fact.most or MOST_FEN), fact.least or 0)
    return grown


def beside_thresholds(several: list[OfferingRules], seed: int = 1) -> list[Firm]:
    """For every threshold a generated firm on it, one a unit below and one a unit above."""
    rng, firms = Random(seed), generated()
    arguments = [listing_arguments(each, each.key, {}) for each in several]
    plan = compile_rules(several).plan(arguments, {}, shipped_tables())
    found = firms_at_thresholds(plan, DAY, rng)[::2]  # every other one is the same with more known
    return [{**firms[at % COUNT], **firm} for at, firm in enumerate(found)]


# --- scores and classes ---


@cache
def assessments() -> tuple[OfferingRules, ...]:
    packs = [read_pack(folder).rules for folder in shipped_packs()]
    return tuple(each for each in packs if each.kind in (CLASS, SCORECARD) and is_open(each, DAY))


def require_same_answers(firms: list[Firm], rules: tuple[OfferingRules, ...]) -> None:
    tables = shipped_tables()
    columns, alone = Scoring(rules, DAY, tables), ScoringOneByOne(rules, DAY, tables)
    found = columns.answers(columns_of([(str(at), firm) for at, firm in enumerate(firms)]))
    assert len(found) == len(firms)
    for firm, answer in zip(firms, found, strict=True):
        assert answer == alone.answer(firm), firm


def test_generated_firms_get_the_same_scores_and_classes() -> None:
    require_same_answers(generated()[:250], assessments())


@pytest.mark.slow
def test_two_thousand_generated_firms_get_the_same_scores_and_classes() -> None:
    require_same_answers(generated(), assessments())


def test_giants_beyond_64_bits_get_the_same_scores_and_classes() -> None:
    require_same_answers(giants()[:60], assessments())


def test_firms_on_and_beside_every_threshold_get_the_same_scores_and_classes() -> None:
    firms = beside_thresholds(list(assessments()))

    assert len(firms) > 300
    require_same_answers(firms, assessments())


def test_a_block_of_no_firm_and_of_one_nobody_knows_anything_of() -> None:
    require_same_answers([], assessments())
    require_same_answers([{}], assessments())


def test_a_stated_score_and_a_narrower_card_change_what_is_verified_and_fed() -> None:
    """Points stated by somebody, computed by the country's card, or by the district's."""
    district = read_pack(PACKS / "templates" / "points-district").rules
    firms = []
    for at, firm in enumerate(generated()[:60]):
        bare = {code: value for code, value in firm.items() if code != "points"}
        place = ("500107", "330106", "500107001002", None)[at % 4]
        bare["division_code"] = place
        firms += [firm, {code: value for code, value in bare.items() if value is not None}]

    require_same_answers(firms, (*assessments(), district))


# --- trials ---


def require_same_trial(texts: Texts, firms: list[Firm]) -> set[str]:
    """Compares every firm; returns the effects that occur."""
    trial, alone = Trial(texts), TrialOneByOne(texts)
    found = trial.over(columns_of([(str(at), firm) for at, firm in enumerate(firms)]))
    for firm, tried in zip(firms, found, strict=True):
        assert tried == alone.of(firm), firm
    return {tried.effect for tried in found}


LOAN = read_offering(catalogue.PACK_TEXT, file="loan.yaml")
NUMBERS = {"min_tax": "5万", "multiple": "5", "amount_cap": "300万", "min_years": 3}


def loans(*changes: tuple[str, str]) -> Texts:
    """The small loan in force and a draft of it, on three products."""
    text = catalogue.PACK_TEXT.replace("revision: 1", "revision: 2")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    products = (
        Product("P1", "甲", NUMBERS),
        Product("P2", "乙", {**NUMBERS, "multiple": "2.5", "min_tax": "1万", "rate_add": "0.01"}),
        Product("P3", "丙", {**NUMBERS, "amount_cap": "900万", "require_good_credit": True}),
    )
    draft = read_offering(text, file="draft.yaml")
    return Texts(LOAN, draft, products, shipped_tables(), DAY)


STRICTER = ("fact: tax_paid, at_least: $min_tax", "fact: tax_paid, more_than: $min_tax")
RAISED = ("$multiple * tax_paid", "$multiple * tax_paid * 3 / 2")
NARROWER = ("to: 1000万", "to: 500万")


@pytest.mark.parametrize("changes", [(), (STRICTER,), (RAISED,), (NARROWER, RAISED)])
def test_a_draft_of_a_loan_changes_the_same_for_every_firm(changes: tuple[Any, ...]) -> None:
    texts = loans(*changes)
    taxes = range(0, 10**10, 10**7)
    tax = [{**firm, "tax_paid": fen} for firm, fen in zip(generated(), taxes, strict=False)]

    effects = require_same_trial(texts, [*generated(), *giants(), *tax])

    assert changes == () or effects - {"none"}
    assert Trial(texts).stranded == (["P3"] if NARROWER in changes else [])


def test_firms_on_and_beside_the_thresholds_of_a_loan_are_near_and_flip_alike() -> None:
    texts = loans(STRICTER)
    edges = [
        fen * parts // 100 + step
        for fen in (1_000_000, 5_000_000)
        for parts in (98, 100, 102)
        for step in (-1, 0, 1)
    ]

    effects = require_same_trial(
        texts, [{**firm, "tax_paid": fen} for firm in generated()[:40] for fen in edges]
    )

    assert effects >= {"loses", "none"}


@pytest.mark.parametrize(
    ("pack", "old", "new"),
    [
        ("national/srdi", '"at_least": "100万"', '"at_least": "150万"'),
        ("chongqing/knowledge-value", '"from": "55"', '"from": "45"'),
        ("national/points", None, None),
    ],
)
def test_a_draft_of_a_class_or_scorecard_changes_the_same_for_every_firm(
    pack: str, old: str | None, new: str | None
) -> None:
    held = read_pack(PACKS / pack)
    body = json.dumps(json.loads(held.body), ensure_ascii=False)
    assert old is None or old in body
    draft = body.replace(old, new) if old and new else body
    rules = parse_offering(json.loads(draft), file="draft.json")
    products = (Product("EXAMPLE", "示例", {}),)
    texts = Texts(held.rules if old else None, rules, products, shipped_tables(), DAY)

    firms = [*generated()[:600], *giants()[:60], *beside_thresholds([rules])]

    assert require_same_trial(texts, firms) - {"none"}


def test_a_text_tried_against_itself_gives_what_its_assessment_gives_fed_facts_included() -> None:
    """The examples of the pack, and the same firms with what the fed points are computed from."""
    held = read_pack(PACKS / "national" / "hnte")
    given = [known(example) for example in held.examples]
    scored = [known(each) for each in read_pack(PACKS / "national" / "hnte-innovation").examples]
    bare = [{k: v for k, v in firm.items() if k != "hnte_innovation_points"} for firm in given]
    firms = [*given, *({**more, **firm} for more in scored for firm in bare)]
    (test,) = named(assessments_in(shipped_packs(), DAY), "hnte", {})
    texts = Texts(
        held.rules,
        held.rules,
        (Product("EXAMPLE", "示例", {}),),
        shipped_tables(),
        DAY,
        feeding(assessments()),
    )

    assert require_same_trial(texts, firms) == {"none"}

    found = Trial(texts).over(columns_of([(str(at), firm) for at, firm in enumerate(firms)]))
    expected = [test.plan.run(firm, DAY)[0].outcome for firm in firms]
    assert [tried.after.outcome for tried in found] == expected
    assert [tried.before.outcome for tried in found] == expected
    assert set(expected[len(given) :]) >= {"meets", "fails"}  # without the card all were unknown


def known(example: Example) -> Firm:
    document = {"as_of": example.as_of.isoformat(), "facts": dict(example.facts)}
    return read_facts_document(document, vocabulary()).facts


def test_firms_are_sorted_by_size_industry_and_district() -> None:
    block = columns_of(
        [
            ("1", {"size_class": "large", "industry_code": "C3985", "division_code": "500107001"}),
            ("2", {"industry_code": "I6513", "employees": 5, "operating_revenue": 10_000}),
            ("3", {}),
        ]
    )

    places = places_of(block, DAY, shipped_tables())

    told = [(each.size, each.industry, each.district) for each in places]
    assert told == [("large", "C", "500107"), ("micro", "I", ""), ("", "", "")]
