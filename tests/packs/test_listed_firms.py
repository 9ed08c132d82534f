"""Real firms of the STAR board: their figures meet a standard in the listing year, or why not."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from bench import listed_firms as listed
from bench.listing_standards import APPROVALS, EARLIER, STAR, UNKNOWN, Standards
from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import ListingArguments
from tests.build import catalogue

FOLDER = Path(__file__).parent / "listed"
ROUTES = {
    "1": "value-profit",
    "1_alt": "value-profit-revenue",
    "2": "value-research",
    "3": "value-cash",
    "4": "value-revenue",
    "5": "value-product",
}
YI_FEN = 10**10


@pytest.fixture(scope="module")
def standards() -> Standards:
    return Standards()


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, int], dict[str, str]]:
    return listed.read_rows(FOLDER / "star_firms.csv")


@pytest.fixture(scope="module")
def found(standards: Standards, rows: listed.Rows) -> list:  # type: ignore[type-arg]
    return list(listed.in_listing_year(standards, rows, STAR))


def yuan(row: dict[str, str], column: str) -> Fraction | None:
    return Fraction(row[column]) if row.get(column) else None


def by_hand(rows: listed.Rows, code: str, year: int) -> set[str]:
    """Standards 1 to 4 worked with plain arithmetic on the table as written, market value aside."""
    years = [dict(rows.get((code, year - back), {})) for back in range(3)]
    revenue, profit, rd, cash = (
        [yuan(each, column) for each in years]
        for column in ("operating_revenue", "net_profit", "rd_expense", "net_cash_operating")
    )
    met = set()
    assert revenue[0] is not None and profit[0] is not None
    if (
        profit[1] is not None
        and profit[0] > 0
        and profit[1] > 0
        and profit[0] + profit[1] >= 5 * 10**7
    ):
        met.add("1")
    if profit[0] > 0 and revenue[0] >= 10**8:
        met.add("1_alt")
    if None not in (*rd, *revenue) and revenue[0] >= 2 * 10**8:
        if sum(filter(None, rd)) * 100 >= 15 * sum(filter(None, revenue)):
            met.add("2")
    if None not in cash and revenue[0] >= 3 * 10**8 and sum(filter(None, cash)) >= 10**8:
        met.add("3")
    if revenue[0] >= 3 * 10**8:
        met.add("4")
    return met


def test_the_pack_asks_what_the_table_of_standards_says() -> None:
    rules = read_pack(PACKS / "national" / "listing-star").rules
    arguments = [ListingArguments(rules.key, rules.key, {})]
    plan = compile_rules([rules]).plan(arguments, {}, catalogue.tables())
    asked: dict[str, dict[str, list]] = {}  # type: ignore[type-arg]
    for line in plan.run({}, catalogue.DAY)[0].lines:
        asked.setdefault(line.route, {}).setdefault(line.fact, []).append(line.asked)
    with (FOLDER / "star_standards.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))

    assert [row["standard"] for row in table] == list(ROUTES)
    for row in table:
        lines = asked[ROUTES[row["standard"]]]
        assert lines["market_cap"] == [int(Fraction(row["min_market_cap_cny"]) * 100)]
        if row["min_revenue_cny"]:
            assert lines["operating_revenue"] == [int(Fraction(row["min_revenue_cny"]) * 100)]
        if row["min_operating_cash_3y_cny"]:
            assert lines["cash_3y"] == [int(Fraction(row["min_operating_cash_3y_cny"]) * 100)]
        if row["min_rd_ratio_3y"]:
            (ratio,) = lines["rd_share_3y"]
            assert Fraction(*ratio) == Fraction(row["min_rd_ratio_3y"])
    assert asked["value-profit"]["profit_2y"] == [int(Fraction(table[0]["net_profit"]) * 100)]


def test_of_170_firms_with_figures_of_the_listing_year_168_meet_a_standard(found: list) -> None:  # type: ignore[type-arg]
    told = listed.summary(found)

    assert (told["firms"], told["no_year"], told["judged"], told["meets"]) == (193, 23, 170, 168)
    assert told["standards"] == {
        "value-profit-revenue": 159,
        "value-revenue": 141,
        "value-profit": 19,
    }
    assert told["least_value"] == {10 * YI_FEN: 159, 30 * YI_FEN: 9}


def test_the_two_exceptions_are_named_with_their_reasons(found: list) -> None:  # type: ignore[type-arg]
    others = {firm.name: judged.reasons for firm, judged in found if judged and not judged.met}

    assert others == {"康希诺": (APPROVALS,), "纵横股份": (EARLIER, APPROVALS)}


def test_the_engine_meets_what_plain_arithmetic_meets_in_every_year(
    standards: Standards, rows: listed.Rows
) -> None:
    for code, year in rows:
        judged = standards.judge(STAR, listed.facts_of(rows, code, year), year)

        assert set(judged.met) == {ROUTES[each] for each in by_hand(rows, code, year)}, (code, year)


def test_three_years_of_figures_reach_the_standards_of_research_and_cash(
    standards: Standards, rows: listed.Rows
) -> None:
    met = {
        route
        for code, year in rows
        for route in standards.judge(STAR, listed.facts_of(rows, code, year), year).met
    }

    assert met == set(ROUTES.values()) - {"value-product"}


def test_before_listing_only_standard_five_is_left_open_to_the_exceptions(
    standards: Standards, rows: listed.Rows
) -> None:
    before = list(listed.in_listing_year(standards, rows, STAR, before=1))
    told = listed.summary([each for each in before if each[1]])

    assert (told["judged"], told["meets"]) == (33, 31)
    others = {firm.name: judged for firm, judged in before if judged and not judged.met}
    assert others.keys() == {"迈威生物", "首药控股"}
    for judged in others.values():
        assert "value-product" in judged.open and APPROVALS in judged.reasons


def test_sizes_are_certain_only_where_every_industry_agrees(
    standards: Standards, rows: listed.Rows
) -> None:
    counts = listed.sizes(standards, rows)
    latest = [rows[firm.code, firm.years[-1]] for firm in listed.firms_in(rows)]
    # large by every row: 2,000 people (I63), 20 亿 of revenue (K7010), 12 亿 of assets (L)
    large = [
        row
        for row in latest
        if int(row["employees"] or 0) >= 2000
        and Fraction(row["operating_revenue"]) >= 20 * 10**8
        and Fraction(row["current_assets"]) + Fraction(row["noncurrent_assets"]) >= 12 * 10**8
    ]

    assert sum(counts.values()) == len(latest) == 193
    assert counts["large"] == len(large) == 14
    assert counts["by industry: large or medium"] > 100
    assert sum(count for name, count in counts.items() if UNKNOWN in name) == 1  # no head count


def test_the_command_prints_and_writes_every_firm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "firms.csv"

    assert listed.main([str(FOLDER / "star_firms.csv"), "--out", str(out)]) == 0

    assert "168 of 170 (98.8%)" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == 342
    assert {row["outcome"] for row in written} == {"meets", "unknown"}
