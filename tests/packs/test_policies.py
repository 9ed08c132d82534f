"""Every policy: it reads, its examples come out, and no row of the tables is lost or changed."""

import csv
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kerong.catalogue.examples import run_examples
from kerong.catalogue.pack_files import LEAST_EXAMPLES
from kerong.config.paths import POLICIES
from kerong.kernel.money import Money
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.benefits.benefit import INTEREST, NO_APPLICATION, Clause
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import POLICY, OfferingRules
from kerong.rules.programmes.shipped import subsidies
from tests.build.catalogue import DAY
from tests.build.policies import packs

MOST_LINES = 200
# Sources that are the issuing government's own page, or its newspaper.
ORIGINS = ("gov.cn", "qz.fjsen.com", "wfrb.wfnews.com.cn")
PROGRAMMES = {
    "job-stabilisation", "job-expansion", "linyi-resumption", "jiangyin-state-rent",
    "jiangyin-infrastructure-fee", "weifang-hnte-settled", "weifang-hnte-referrer",
    "changfeng-upgrade", "upgrade-loan-interest", "hightech-listing", "private-investment-interest",
}  # fmt: skip
OF_A_LOAN = {"pujiang", "fuyang", "beibei", "fujian", "lijiang", "national_2026"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (POLICIES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def clauses() -> dict[str, tuple[Clause, OfferingRules]]:
    return {c.code: (c, pack.rules) for pack in packs() for c in pack.rules.clauses}


ROWS = rows_of("clauses.csv")
NOT_SERVED = {row["id"]: row for row in rows_of("not_served.csv")}


def test_the_worked_examples_of_every_policy_come_out_as_computed_by_hand() -> None:
    tables = shipped_tables()
    problems = [
        f"{pack.folder}: {each.place}: {each.en}"
        for pack in packs()
        for each in run_examples(pack, tables)
    ]

    assert problems == []
    assert all(len(pack.examples) >= LEAST_EXAMPLES for pack in packs())


def test_every_policy_is_small_named_after_its_folder_and_has_a_guide() -> None:
    for pack in packs():
        (folder,) = POLICIES.glob(f"*/{pack.folder}")
        assert (pack.rules.key, pack.rules.kind) == (pack.folder, POLICY)
        for path in folder.glob("*.yaml"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, path
        for heading in ("## 适用对象", "## 条款与计算", "## 算例", "## 依据"):
            assert heading in pack.guide, (pack.folder, heading)
        assert all(example.name in pack.guide for example in pack.examples), pack.folder
        assert pack.rules.basis.verified or "未核实" in pack.guide, pack.folder


def test_every_line_speaks_both_languages_and_cites_its_clause() -> None:
    for pack in packs():
        for condition in pack.rules.conditions.values():
            assert condition.clause
            assert ("{asked}" in condition.say.zh) == ("{asked}" in condition.say.en)


def test_no_clause_stands_in_two_policies_and_every_programme_has_one() -> None:
    counts = Counter(clause.code for pack in packs() for clause in pack.rules.clauses)

    assert [code for code, count in counts.items() if count > 1] == []
    assert {pack.rules.key for pack in packs()} >= PROGRAMMES


def test_what_needs_no_application_is_had_for_the_firm_as_a_whole() -> None:
    """A list names firms: a sum for all heads, had once a head, would be paid a head at a time."""
    asking = [
        clause.code
        for pack in packs()
        for clause in pack.rules.clauses
        if clause.benefit.mode == NO_APPLICATION
        and clause.benefit.on_loan is None
        and clause.benefit.period in {"project", "year_per_project", "loan", "person"}
    ]
    assert asking == []


def test_every_row_is_served_by_one_clause_or_named_with_the_reason_why_not() -> None:
    ids = {row["id"] for row in ROWS}
    served = ids & set(clauses())

    assert len(ROWS) == len(ids) == 64
    assert served | set(NOT_SERVED) == ids
    assert not served & set(NOT_SERVED)
    assert all(row["reason"] and row["zh"] and row["en"] for row in NOT_SERVED.values())


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["id"] not in NOT_SERVED], ids=lambda r: r["id"]
)
def test_a_clause_has_base_rate_cap_period_topic_and_source_of_its_row(row: dict[str, str]) -> None:
    clause, rules = clauses()[row["id"]]
    benefit = clause.benefit

    assert benefit.computed_on == row["base"]
    assert benefit.topic == row["topic"]
    assert (benefit.period or "") == row["cap_period"]
    assert clause.cap_fen == _fen(row["cap_cny"])
    assert _rate_agrees(clause, row["rate"])
    assert clause.source == row["source"]
    assert rules.open_from.year == int(row["year"])
    assert clause.verified == (
        row["confidence"] == "high" and any(origin in row["source"] for origin in ORIGINS)
    )


def test_every_district_bonus_is_a_clause_with_its_place_amount_and_source() -> None:
    rows = rows_of("district_bonuses.csv")
    city, _ = clauses()["PC017"]
    by_place = {
        clause.benefit.region[0]: clause
        for clause, rules in clauses().values()
        if rules.key == "otc-listing" and clause is not city
    }

    assert len(rows) == len(by_place) == 18
    for row in rows:
        place = "重庆高新区" if row["district"] == "高新区" else row["district"]
        clause = by_place[place]
        assert clause.cap_fen == _fen(row["district_bonus_cny"])
        assert city.cap_fen == _fen(row["municipal_bonus_cny"])
        assert clause.source == city.source == row["source"]


def test_of_an_unknown_firm_no_clause_says_it_is_entitled() -> None:
    for pack in packs():
        listings = [ListingArguments(c.code, pack.rules.key, c.values) for c in pack.rules.clauses]
        plan = compile_rules([pack.rules]).plan(listings, {}, shipped_tables())
        for result in plan.run({}, DAY):
            assert result.outcome == "unknown", result.listing.code
            assert result.missing, result.listing.code


def test_a_benefit_of_a_loan_never_has_an_amount_and_names_its_formula() -> None:
    named = set()
    for clause, rules in clauses().values():
        loan = clause.benefit.on_loan
        topics = ("interest_subsidy", "loan_interest", "guarantee")
        assert (clause.benefit.topic in topics) == (loan is not None)
        if loan is not None:
            named.add(loan.formula)
            assert rules.offer.limit is None
            assert (clause.benefit.matter == "loan-interest") == (clause.eases == INTEREST)

    assert named >= OF_A_LOAN
    assert set(subsidies()) >= OF_A_LOAN


def _fen(yuan: str) -> int | None:
    return Money.from_yuan(yuan).fen if yuan else None


def _rate_agrees(clause: Clause, written: str) -> bool:
    """The row's rate is the clause's number, an amount each, or stands there word for word."""
    values: dict[str, Any] = dict(clause.values)
    if not written:
        return clause.rate is None and not clause.rate_words
    if clause.rate_words:
        return clause.rate_words == written
    if values.get("each") is not None:
        return bool(values["each"] == _fen(written))
    return clause.rate is not None and Fraction(*clause.rate) == Fraction(Decimal(written))
