"""Findings: made again byte for byte, alone as among others, on any day after, or not at all."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bench.rules_catalogue import catalogue, facts_of_a_firm
from kerong.kernel.canonical import canonical_json
from kerong.rules.engine_1 import compile_rules
from kerong.rules.errors import ReplayMismatch
from kerong.rules.findings import Finding, Replayer, facts_of, finding_of, replay
from kerong.rules.listings import listing_arguments
from kerong.rules.reference import LprRow, StageRule
from kerong.rules.values import from_measured
from tests.build.rules import reference
from tests.rules.golden import SEEDS, WRITTEN_DOWN, digests, findings
from tests.rules.writing import ON, field, line, offering

TABLES = reference()


def finding(rules, facts, numbers=None, *, tables=TABLES):
    listing = listing_arguments(rules, "L1", numbers or {})
    plan = compile_rules([rules]).plan([listing], reference=tables)
    return finding_of(plan.run(facts, ON)[0]), listing


def test_findings_have_the_bytes_written_down_when_the_engine_was_frozen():
    assert digests() == json.loads(WRITTEN_DOWN.read_text(encoding="utf-8"))


def test_a_changed_rounding_would_be_noticed(monkeypatch):
    """The control: halves towards zero instead of away from it, and the digests differ."""
    from kerong.rules.engine_1 import program

    def towards_zero(number: int, per: int) -> int:
        whole = (2 * abs(number) + per - 1) // (2 * per)
        return whole if number >= 0 else -whole

    monkeypatch.setattr(program, "nearest", towards_zero)

    assert digests() != json.loads(WRITTEN_DOWN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seeds", [SEEDS, pytest.param(range(340), marks=pytest.mark.slow)])
def test_random_findings_replay_byte_for_byte_from_their_own_bytes(seeds):
    """In the slow lane more than ten thousand findings over 340 rule texts."""
    replayer = Replayer(TABLES)
    for seed in seeds:
        for rules, listing, made in findings(seed):
            read_back = Finding.from_bytes(made.content)

            assert read_back.digest == made.digest
            assert replayer.replay(read_back, rules, listing) == made.content


def test_a_listing_alone_has_the_finding_it_has_among_three_hundred():
    found = catalogue()
    whole = compile_rules(found.rules).plan(found.listings, reference=TABLES)
    by_key = {rules.key: rules for rules in found.rules}
    replayer = Replayer(TABLES)
    for seed in range(6):
        facts = facts_of_a_firm(seed, unknown=0.15 * seed)
        for result in whole.run(facts, ON):
            rules = by_key[result.listing.offering]
            own = whole.alone(result.listing.code).run(facts, ON)[0]
            made = finding_of(result)

            assert finding_of(own).content == made.content
            assert replayer.replay(made, rules, result.listing) == made.content


def test_a_finding_holds_codes_and_exact_values_and_no_sentence():
    rules = offering(line("rd_ratio", at_least="5%"), offer={"limit": "2 * rd_expense"})

    made, _ = finding(rules, {"rd_expense": 300, "operating_revenue": 10_001})
    document = json.loads(made.content)

    assert document["facts"] == {"operating_revenue": 10_001, "rd_expense": 300}
    assert document["lines"][0]["seen"] == [300, 10_001]
    assert document["limit_fen"] == [600, 600, 600]
    assert "条件" not in made.content.decode()
    assert "condition" not in made.content.decode()
    assert set(document["digests"]) == {
        "revision",
        "listing",
        "parameters",
        "reference",
        "vocabulary",
    }


def test_facts_that_the_rules_do_not_read_are_not_kept():
    rules = offering(line("rd_ratio", at_least="5%"))

    made, _ = finding(rules, {"rd_expense": 3, "operating_revenue": 10, "tax_paid": 99})

    assert facts_of(made) == {"rd_expense": 3, "operating_revenue": 10}


RULES = offering(
    line("growth_stage", **{"is": "growth"}),
    line("tax_paid", at_least="$least"),
    line("pledged_equity_ratio", at_most="@most"),
    parameters={"most": {"2026-01-01": "30%"}},
    listing_fields={"least": field("money", "0", "1亿")},
)
FACTS = {
    "tax_paid": 500_000,
    "years_since_founding": 9,
    "operating_revenue": 3_000_000_000,
    "pledged_equity_ratio": (0, 10**6),
}


@pytest.mark.parametrize("part", ["revision", "listing", "parameters", "reference"])
def test_a_replay_with_other_material_names_what_differs(part):
    made, listing = finding(RULES, FACTS, {"least": "1000"})
    other_rules = offering(
        *(line("tax_paid", at_least="1万") for _ in range(2)),
        listing_fields={"least": field("money", "0", "1亿")},
    )
    dated = RULES.parameters["most"][0]
    material = {
        "revision": {"rules": other_rules},
        "listing": {"listing": listing_arguments(RULES, "L1", {"least": "2000"})},
        "parameters": {"parameters": {RULES.key: {"most": (replace(dated, texts=("40%",)),)}}},
        "reference": {
            "reference": replace(TABLES, stages=(StageRule(ON, 3, 1, 2, verified=False),))
        },
    }[part]

    with pytest.raises(ReplayMismatch) as refusal:
        replay(made, **({"rules": RULES, "listing": listing, "reference": TABLES} | material))

    assert refusal.value.facts == {"part": part}


def test_rows_of_later_days_disturb_no_old_finding():
    made, listing = finding(RULES, FACTS, {"least": "1000"})
    grown = replace(
        TABLES,
        lpr=(*TABLES.lpr, LprRow(date(2027, 1, 20), 1, 1)),
        stages=(*TABLES.stages, StageRule(date(2027, 1, 1), 1, 1, 1, verified=True)),
    )

    assert replay(made, rules=RULES, listing=listing, reference=grown) == made.content


def test_a_finding_of_an_unknown_engine_cannot_be_replayed():
    made, listing = finding(RULES, FACTS, {"least": "1000"})
    foreign = Finding({**made.document, "engine": "0"})

    with pytest.raises(ReplayMismatch) as refusal:
        replay(foreign, rules=RULES, listing=listing, reference=TABLES)

    assert refusal.value.facts == {"part": "engine"}


def test_an_erased_finding_keeps_its_digest_and_replays_as_erased():
    made, listing = finding(RULES, FACTS, {"least": "1000"})

    gone = made.erase()

    assert gone.erased
    assert gone.erase() == gone
    assert gone.document["finding"] == made.digest
    assert "facts" not in gone.document
    assert b"500000" not in gone.content
    assert replay(gone, rules=RULES, listing=listing) == gone.content


def test_equal_documents_have_equal_bytes_whatever_the_order_they_were_made_in():
    made, _ = finding(RULES, FACTS, {"least": "1000"})
    keys = list(made.document)
    Random(1).shuffle(keys)

    shuffled = Finding({key: made.document[key] for key in keys})

    assert shuffled.content == made.content == canonical_json(json.loads(made.content))
    assert from_measured("ratio", 5) == (5, 10**6)
