"""The shelf: searched by name, initials and institution, filtered, sorted, paged, compared."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.catalogue.errors import ListingAbsent, TooManyToCompare
from kerong.catalogue.models import Revision
from kerong.catalogue.reads import (
    ShelfFilters,
    compared,
    listing_page,
    my_listings,
    product_page,
    supermarket,
    waiting_for_approval,
)
from kerong.kernel.actor import Actor
from kerong.parties.models import Institution
from kerong.parties.names import find_text_of
from tests.build import catalogue as build
from tests.build import parties
from tests.build.catalogue import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]
People = tuple[Actor, Actor]


@pytest.fixture
def people(small_loan: Revision) -> People:
    return build.bank_people(parties.institution("示例长江银行", short_name="长江银行"))


@pytest.fixture
def shelf(people: People) -> None:
    other = build.bank_people(parties.institution("示例黄河银行"))
    build.on_shelf(
        people,
        build.form(
            "科技快贷",
            category="high_tech",
            numbers={"amount_cap": "300万", "rate_add": "0.001", "divisions": ["50"]},
        ),
    )
    build.on_shelf(
        people,
        build.form(
            "税易贷",
            guarantee="gov_guarantee",
            numbers={"amount_cap": "500万", "term_months": 36, "divisions": ["3301", "3302"]},
        ),
    )
    build.on_shelf(
        other,
        build.form(
            "固定利率贷", numbers={"lpr_share": "0", "rate_add": "0.02", "amount_cap": None}
        ),
    )


def names(filters: ShelfFilters | None = None, sort: str = "name", on: date = DAY) -> list[str]:
    page = supermarket(filters or ShelfFilters(), on=on, sort=sort)
    return [product.name for product in page.products]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("税易", ["税易贷"]),
        ("kjkd", ["科技快贷"]),
        ("KJKD", ["科技快贷"]),
        ("长江", ["科技快贷", "税易贷"]),
        ("slhhyh", ["固定利率贷"]),
        ("长江 syd", ["税易贷"]),
        ("没有这种", []),
        ("", ["固定利率贷", "科技快贷", "税易贷"]),
    ],
)
def test_products_are_found_by_name_initials_and_institution(text: str, found: list[str]) -> None:
    assert sorted(names(ShelfFilters(text=text))) == sorted(found)


def test_a_renamed_institution_is_found_by_its_new_name_only(people: People) -> None:
    listing = build.on_shelf(people)
    Institution.objects.update(name="示例嘉陵银行", find_text=find_text_of("示例嘉陵银行"))

    assert names(ShelfFilters(text="嘉陵")) == [listing.name]
    assert names(ShelfFilters(text="长江")) == []


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ShelfFilters(kind="loan"), 3),
        (ShelfFilters(kind="service"), 0),
        (ShelfFilters(category="high_tech"), 1),
        (ShelfFilters(guarantee="gov_guarantee"), 1),
        (ShelfFilters(guarantee="unsecured"), 2),
        (ShelfFilters(least_cap_fen=400_000_000), 1),
        (ShelfFilters(least_months=24), 1),
        (ShelfFilters(division="500107"), 2),
        (ShelfFilters(division="330106"), 2),
        (ShelfFilters(division="330"), 1),
        (ShelfFilters(verified=True), 3),
        (ShelfFilters(verified=False), 0),
    ],
)
def test_filters_narrow_the_shelf(wanted: ShelfFilters, found: int) -> None:
    assert supermarket(wanted, on=DAY).total == found


@pytest.mark.usefixtures("shelf")
def test_sorting_puts_what_was_not_published_last() -> None:
    assert names(sort="limit") == ["税易贷", "科技快贷", "固定利率贷"]
    assert names(sort="rate") == ["固定利率贷", "科技快贷", "税易贷"]  # 2.00, 3.20 and 3.60 %
    assert names(sort="term")[0] == "税易贷"


@pytest.mark.usefixtures("shelf")
def test_the_rate_of_the_day_follows_the_published_lpr() -> None:
    rates = {p.name: p.rate_ppm for p in supermarket(ShelfFilters(), on=DAY).products}  # type: ignore[attr-defined]
    early = {p.name: p.rate_ppm for p in supermarket(ShelfFilters(), on=date(2019, 1, 1)).products}  # type: ignore[attr-defined]

    assert rates == {"科技快贷": 32_000, "税易贷": 36_000, "固定利率贷": 20_000}
    assert early == {"科技快贷": None, "税易贷": None, "固定利率贷": 20_000}


@pytest.mark.usefixtures("shelf")
def test_pages_hold_what_they_say_and_never_run_off_the_end() -> None:
    first = supermarket(ShelfFilters(), on=DAY, size=2)
    beyond = supermarket(ShelfFilters(), on=DAY, size=2, page=99)

    assert (first.total, first.pages, len(first.products)) == (3, 2, 2)
    assert (beyond.page, len(beyond.products)) == (2, 1)


def test_the_shelf_costs_the_same_queries_however_much_stands_on_it(people: People) -> None:
    build.on_shelf(people)
    with CaptureQueriesContext(connection) as few:
        [str(product.institution) for product in supermarket(ShelfFilters(), on=DAY).products]
    for number in range(12):
        build.on_shelf(people, build.form(f"第{number}种"))

    with CaptureQueriesContext(connection) as many:
        [str(product.institution) for product in supermarket(ShelfFilters(), on=DAY).products]

    assert len(few) == len(many) == 3


@pytest.mark.usefixtures("shelf")
def test_up_to_four_products_stand_side_by_side_in_the_order_asked() -> None:
    codes = [product.code for product in supermarket(ShelfFilters(), on=DAY).products]

    assert [p.code for p in compared([codes[2], codes[0], "X"], on=DAY)] == [codes[2], codes[0]]
    with pytest.raises(TooManyToCompare):
        compared(["a", "b", "c", "d", "e"], on=DAY)


def test_a_product_page_has_the_guide_of_its_pack(people: People) -> None:
    listing = build.on_shelf(people)
    waiting = build.submitted(people[0])

    page = product_page(listing.code)

    assert page.revision.numbers["multiple"] == "5.000000"
    assert page.guide == "# 小额贷款\n"
    with pytest.raises(ListingAbsent):
        product_page(waiting.listing.code)


def test_an_institution_sees_its_own_products_with_their_newest_form(people: People) -> None:
    listing = build.on_shelf(people)
    build.submitted(people[0], build.form(numbers={"multiple": "8"}), code=listing.code)
    build.submitted(people[0], build.form("新产品"))
    build.on_shelf()  # another bank's

    mine = {row.name: row.newest.state for row in my_listings(people[0])}  # type: ignore[attr-defined]

    assert mine == {"小额快贷": "submitted", "新产品": "submitted"}
    assert [row.name for row in my_listings(people[0], state="live")] == ["小额快贷"]
    assert {row.listing.name for row in waiting_for_approval(people[1])} == {"小额快贷", "新产品"}
    assert waiting_for_approval(people[0]) == []


def test_the_history_of_a_product_shows_who_did_what(people: People) -> None:
    listing = build.on_shelf(people)
    build.on_shelf(people, build.form(numbers={"multiple": "6"}), code=listing.code)

    page = listing_page(people[0], listing.code)

    assert [revision.no for revision in page.history] == [2, 1]
    assert page.history[0].approved_by.pk == people[1].person_id  # type: ignore[union-attr]
    with pytest.raises(ListingAbsent):
        listing_page(build.bank_people()[0], listing.code)
