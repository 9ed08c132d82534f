"""LPR, divisions, industries and size limits as shipped, imported and read by the rules."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from kerong.finance.lpr import in_force
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar
from kerong.reference.import_lpr import import_lpr
from kerong.reference.loading import load_reference
from kerong.reference.lpr import is_current, last_publication, lpr_on, publications, stale_lpr
from kerong.reference.models import Division, Industry, Lpr
from kerong.reference.rules_tables import reference_tables
from kerong.rules.reference import size_class

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
OPERATOR = Actor(person_id=1, name="运维", role=roles.OPERATOR)
WAN = 10_000_00


@pytest.fixture(autouse=True)
def _tables(db: object) -> None:
    load_reference(AT)


def test_loading_again_writes_nothing() -> None:
    assert set(load_reference(AT).values()) == {0}


def test_the_rate_in_force_is_the_last_published_one() -> None:
    day_before, day_of = lpr_on(date(2024, 10, 20)), lpr_on(date(2024, 10, 21))

    assert day_before is not None
    assert day_of is not None
    assert (day_before.one_year_ppm, day_of.one_year_ppm) == (33_500, 31_000)


def test_formulas_read_every_publication_held_in_order() -> None:
    held = publications()

    assert [each.on for each in held] == sorted(each.on for each in held)
    assert len(held) == Lpr.objects.count()
    found = in_force(held, date(2024, 10, 21))
    assert (found.one_year, found.five_year) == (Fraction(31, 1000), Fraction(36, 1000))


def test_before_the_first_publication_there_is_no_rate() -> None:
    assert lpr_on(date(2019, 8, 19)) is None


def test_a_rate_published_long_ago_is_not_called_current() -> None:
    last = lpr_on(date(2026, 11, 21))

    assert last is not None
    calendar = held_calendar()
    assert not is_current(last.published_on, date(2026, 11, 21), calendar)
    assert is_current(last.published_on, date(2025, 1, 19), calendar)
    assert not is_current(last.published_on, date(2025, 1, 20), calendar)
    assert stale_lpr(date(2026, 11, 21)) == last
    assert stale_lpr(date(2025, 1, 10)) is None
    assert stale_lpr(date(2019, 8, 19)) is None  # nothing was published yet


@pytest.mark.parametrize(
    ("day", "published"),
    [
        (date(2024, 10, 20), date(2024, 9, 20)),  # a Sunday: put off by a day
        (date(2024, 10, 21), date(2024, 10, 21)),
        (date(2021, 2, 20), date(2021, 1, 20)),  # a Saturday, although it was worked
        (date(2021, 2, 22), date(2021, 2, 22)),
        (date(2026, 1, 19), date(2025, 12, 22)),  # over the turn of the year
        (date(2026, 2, 23), date(2026, 1, 20)),  # the Spring Festival lasts until the 23rd
        (date(2026, 2, 24), date(2026, 2, 24)),
    ],
)
def test_a_rate_comes_on_the_20th_or_the_next_working_day(day: date, published: date) -> None:
    calendar = held_calendar()

    assert last_publication(day, calendar) == published
    assert is_current(published, day, calendar)
    assert not is_current(published - timedelta(days=1), day, calendar)


def test_every_rate_held_was_published_on_the_day_the_rule_names() -> None:
    calendar = held_calendar()
    days = list(Lpr.objects.values_list("published_on", flat=True))

    assert len(days) > 60
    assert [day for day in days if last_publication(day, calendar) != day] == []


def test_an_imported_rate_reaches_the_rules_at_once() -> None:
    before = reference_tables()
    content = "published_on,one_year_pct,five_year_pct,source\n2025-05-20,3.00,3.50,公布\n".encode()

    report = import_lpr(actor=OPERATOR, content=content, at=AT)

    after = reference_tables()
    assert report.written == 1
    assert before.lpr_ppm(date(2026, 1, 1))["lpr_1y"] == 31_000
    assert after.lpr_ppm(date(2026, 1, 1))["lpr_1y"] == 30_000
    assert before != after


def test_a_rate_written_as_a_fraction_is_caught_as_a_slip_of_the_unit() -> None:
    content = b"published_on,one_year_pct,five_year_pct,source\n2025-05-20,310,3.50,x\n"

    report = import_lpr(actor=OPERATOR, content=content, at=AT)

    assert [(error["row"], error["column"]) for error in report.errors] == [(2, "one_year_pct")]


def test_the_published_examples_of_firm_sizes_hold() -> None:
    """工信部联企业〔2011〕300号, worked by hand in four industries."""
    tables = reference_tables()

    def size(industry: str, staff: int, revenue_wan: int) -> str | None:
        limit = tables.size_limit(industry)
        assert limit is not None
        return size_class(limit, employees=staff, revenue_fen=revenue_wan * WAN, assets_fen=None)

    assert size("I6510", 120, 900) == "small"
    assert size("C3985", 350, 1_800) == "small"
    assert size("F5211", 60, 480) == "small"
    assert size("C3985", 1_200, 45_000) == "large"


def test_divisions_and_industries_are_whole() -> None:
    assert Division.objects.get(code="500107").name == "九龙坡区"
    assert Industry.objects.filter(level=1).count() == 20
    assert Industry.objects.get(code="C3985").name == "电子专用材料制造"
