"""Real listed firms: public figures row by row, the report cited; they compute, nobody applies."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from kerong.catalogue.matching import calculate
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.demo.listed_firms import SCHEME, TABLE, figures_of, load_listed_firms
from kerong.config.demo.tables import rows
from kerong.evidence.models import Observation
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import ANONYMOUS, SYSTEM
from kerong.kernel.money import Money
from kerong.parties.models import Enterprise
from tests.build import catalogue as build

REPORTS = rows(TABLE)
AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ON = date(2026, 11, 21)


def test_at_least_twenty_firms_with_three_years_each_and_their_reports_cited() -> None:
    years = Counter(report["stock_code"] for report in REPORTS)

    assert len(years) >= 20 and set(years.values()) == {3}
    for report in REPORTS:
        assert report["fiscal_year"] in report["source"] and "年年度报告" in report["source"]
        assert report["full_name"] in report["source"]
        assert int(report["report_date"][:4]) == int(report["fiscal_year"]) + 1


def test_figures_are_copied_to_the_fen_and_sums_are_marked_as_computed() -> None:
    report = next(r for r in REPORTS if r["stock_code"] == "300275" and r["fiscal_year"] == "2021")
    figures = {code: (value, computed) for code, value, computed in figures_of(report)}

    assert figures["operating_revenue"] == (30_934_739_381, False)
    assert figures["rd_expense"] == (2_680_522_565, False)
    assert figures["employees"] == (457, False)
    assets = sum(
        Money.from_yuan(report[column]).fen for column in ("current_assets", "noncurrent_assets")
    )
    assert figures["total_assets"] == (assets, True)
    assert figures["net_assets"][1] is True


@pytest.mark.django_db
def test_they_are_known_by_stock_code_and_their_facts_are_those_of_the_last_report() -> None:
    load_listed_firms(AT)

    firm = Enterprise.objects.get(scheme=SCHEME, scheme_value="300275")
    seen = facts_of(firm, as_of=ON, on=ON)

    assert firm.credit_code is None and not firm.is_sample
    assert seen.anchor_year == 2021
    assert seen.facts["operating_revenue"] == 30_934_739_381
    assert seen.facts["operating_revenue_prev2"] is not None
    assert seen.facts["division_code"] == "500000"
    assert seen.origins["employees"].source == "annual_report"
    assert "梅安森" in seen.origins["employees"].citation
    assert Observation.objects.filter(computed=True).count() == 3 * len(REPORTS)


@pytest.mark.django_db
def test_outside_the_municipalities_the_registered_division_stays_unknown() -> None:
    load_listed_firms(AT)

    firm = Enterprise.objects.get(scheme_value="688003")  # 苏州天准科技

    assert firm.division_code == ""
    assert "division_code" not in facts_of(firm, as_of=ON, on=ON).facts


@pytest.mark.django_db
def test_a_listed_firm_computes() -> None:
    build.reference()
    load_listed_firms(AT)
    publish_pack(actor=SYSTEM, folder=build.ZONE / "rd-credit", at=AT)
    firm = Enterprise.objects.get(scheme_value="688003")

    document = calculate(
        facts=facts_of(firm, as_of=ON, on=ON).facts, as_of=ON, on=ON, actor=ANONYMOUS
    )

    assert document["results"] == []  # the pack is open, nobody has listed a product under it
