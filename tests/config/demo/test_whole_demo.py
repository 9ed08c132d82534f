"""The whole demo: 311 products, firms that compute, needs at every stage, findings that replay."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from kerong.cases.models import Case
from kerong.catalogue.matching import calculate
from kerong.catalogue.models import Listing, ListingRevision, Offering
from kerong.catalogue.reads import ShelfFilters, supermarket
from kerong.catalogue.replay_findings import replay_all
from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.firms import load_firms
from kerong.config.demo.listed_firms import load_listed_firms
from kerong.config.demo.listings import load_listings
from kerong.config.demo.needs import STORIES, load_needs
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import ANONYMOUS, SYSTEM
from kerong.parties.models import Enterprise, Institution
from kerong.trail.verify import verify
from tests.build import catalogue as build
from tests.build.cases import hold_calendar

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)  # a Thursday, four in the afternoon in China
ON = date(2026, 11, 19)


@pytest.fixture
def shelf() -> None:
    build.reference()
    load_listings(AT)


@pytest.mark.usefixtures("shelf")
def test_exactly_311_products_stand_on_the_shelf_216_loans_and_95_services() -> None:
    live = Listing.objects.filter(state=Listing.State.LIVE)

    assert Counter(live.values_list("kind", flat=True)) == {"loan": 216, "service": 95}
    assert Counter(live.values_list("is_sample", flat=True)) == {True: 253, False: 58}
    assert Offering.objects.exclude(kind="policy").count() == len(
        list(build.ZONE.glob("*/offering.yaml"))
    )
    named = {key for row in ListingRevision.objects.all() for key in row.programmes.split()}
    policies = Offering.objects.filter(kind="policy").values_list("code", flat=True)
    assert sorted(policies) == sorted(named) != []
    assert supermarket(ShelfFilters(), on=ON).total == 311
    sample = ListingRevision.objects.filter(listing__is_sample=True)
    assert not sample.filter(verified=True).exists()
    for listing in live.filter(is_sample=True).select_related("institution"):
        assert listing.institution.is_sample and listing.institution.name.startswith("示例")


@pytest.mark.usefixtures("shelf")
def test_real_institutions_show_products_but_can_be_asked_nothing() -> None:
    joined = Institution.objects.filter(suspended_at=None)

    assert set(joined.values_list("is_sample", flat=True)) == {True}
    real = Listing.objects.filter(is_sample=False).select_related("institution")
    assert all(row.institution.suspended_reason for row in real)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("stock_code", ["300363", "688003"])
def test_a_listed_firm_gets_311_answers_with_reasons_and_ranges(stock_code: str) -> None:
    load_listed_firms(AT)
    firm = Enterprise.objects.get(scheme_value=stock_code)
    facts = facts_of(firm, as_of=ON, on=ON).facts

    results = calculate(facts=facts, as_of=ON, on=ON, actor=ANONYMOUS)["results"]

    assert len(results) == 311
    assert {result["outcome"] for result in results} <= {"meets", "unknown", "fails"}
    for result in results:
        assert all(
            (line["say"] and line["clause"]) or line["fact"] == "limit" for line in result["lines"]
        )
        if result["outcome"] == "unknown":
            assert result["missing"], result["listing"]
        if result["limit_yuan"] is None and "limit" in {line["fact"] for line in result["lines"]}:
            assert result["limit_high_yuan"] is not None, result["listing"]


@pytest.mark.usefixtures("shelf")
def test_a_firm_with_a_third_of_its_facts_unknown_gets_answers_too() -> None:
    load_firms(AT, 20)
    known = Enterprise.objects.annotate(known=Count("observations"))
    firm = known.filter(is_sample=True).order_by("known", "pk")[0]
    facts = facts_of(firm, as_of=ON, on=ON).facts

    results = calculate(facts=facts, as_of=ON, on=ON, actor=ANONYMOUS)["results"]

    assert len(results) == 311
    assert any(result["outcome"] == "unknown" and result["missing"] for result in results)
    assert any(result["limit_high_yuan"] != result["limit_low_yuan"] for result in results)


@pytest.mark.usefixtures("shelf")
def test_order_of_the_whole_shelf_is_as_promised() -> None:
    load_firms(AT, 2)
    firm = Enterprise.objects.filter(is_sample=True).order_by("pk")[0]
    facts = facts_of(firm, as_of=ON, on=ON).facts

    results = calculate(facts=facts, as_of=ON, on=ON, actor=ANONYMOUS)["results"]

    rank = {"meets": 0, "unknown": 1, "fails": 2}
    keys = [
        (
            rank[r["outcome"]],
            r["limit_yuan"] is None,
            -round(float(r["limit_yuan"] or 0) * 100),
            r["annual_rate"] is None,
            float(r["annual_rate"] or 0),
            r["listing"],
        )
        for r in results
    ]
    assert keys == sorted(keys)


@pytest.mark.usefixtures("shelf")
def test_one_page_of_the_supermarket_costs_three_queries_over_311_products() -> None:
    with CaptureQueriesContext(connection) as seen:
        page = supermarket(ShelfFilters(text="银行"), on=ON, sort="rate")
        [str(product.institution) for product in page.products]

    assert len(seen) == 3


@pytest.mark.usefixtures("shelf")
def test_needs_stand_at_every_stage_and_everything_verifies() -> None:
    hold_calendar(2026)
    load_firms(AT, 160)
    load_accounts(AT)

    load_needs(AT)

    states = Counter(Case.objects.values_list("state", flat=True))
    assert sum(states.values()) == len(STORIES)
    assert {"open", "accepted", "credited", "disbursed", "closed", "withdrawn"} <= set(states)
    assert Case.objects.filter(submitted_at__gt=AT).count() == 0
    assert list(Case.objects.order_by("pk").values_list("submitted_at", flat=True)) == sorted(
        Case.objects.values_list("submitted_at", flat=True)
    )
    replayed = replay_all(actor=SYSTEM)
    assert (replayed.findings, replayed.identical) == (len(STORIES), len(STORIES))
    assert verify().faults == []
