"""The tables of pledges: rates as their source has them, days and grounds of the window."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.finance.pledging import ALWAYS, APPRAISED, CALENDAR, RESTARTS
from kerong.rules.errors import RuleTextFault
from kerong.rules.programmes.pledges import read_pledge_rates, read_registration
from kerong.rules.programmes.shipped import named, pledge_rates, pledge_registrations

TODAY = date(2026, 11, 22)
HEAD = """\
key: mine
title: {zh: 甲, en: A}
basis: {document: d, source: s, verified: true}
terms:
  2026-01-01:
    clause: c
    verified: true
"""


def test_the_rates_are_one_banks_example_and_say_so() -> None:
    row = named(pledge_rates(), "default").on(TODAY)

    assert dict(row.terms.rates) == {
        "invention_patent": Fraction(25, 100),
        "utility_patent": Fraction(15, 100),
        "trademark": Fraction(1, 2),
    }
    assert row.terms.longest_months == 36
    assert row.terms.rate_of("design_patent") is None
    assert not row.verified and row.assumed is not None


def test_the_scorecard_lends_by_the_same_rates() -> None:
    """The pack's formula is a text of its own; it must not drift from the table."""
    text = (PACKS / "district" / "ip-pledge" / "offering.yaml").read_text(encoding="utf-8")
    row = named(pledge_rates(), "default").on(TODAY)

    assert read_pack(PACKS / "district" / "ip-pledge").rules.key == "ip-pledge"
    for kind, name in (("invention_patent", "invention"), ("utility_patent", "utility")):
        rate = row.terms.rate_of(kind)
        assert rate is not None and f"{name}={int(rate * 100)}%" in text


def test_the_window_has_three_days_and_twelve_grounds() -> None:
    row = named(pledge_registrations(), "cnipa").on(TODAY)

    assert (row.terms.days, row.terms.after_correction) == (3, RESTARTS)
    assert len(row.terms.refusals) == 12 and row.verified
    found = row.terms.reason("already_pledged")
    assert found is not None and found.title.zh == "权利已被质押"
    assert row.terms.reason("mood") is None


def test_each_register_has_rows_of_its_own_and_only_the_guide_read_is_verified() -> None:
    rows = {key: table.on(TODAY) for key, table in pledge_registrations().items()}

    assert set(rows) == {"cnipa", "trademark", "copyright", "ic-layout", "plant-variety"}
    assert [key for key, row in rows.items() if row.verified] == ["cnipa"]
    assert all(row.clause and row.source and row.assumed for k, row in rows.items() if k != "cnipa")
    assert (rows["copyright"].terms.days, rows["copyright"].terms.days_are) == (10, CALENDAR)
    assert rows["trademark"].terms.fee_fen == 0 and rows["cnipa"].terms.fee_fen is None
    assert rows["trademark"].terms.reason("annual_fee_unpaid") is None
    needed = {
        need.kind: need.when for need in rows["cnipa"].terms.papers if need.filing == "create"
    }
    assert needed["contract"] == ALWAYS and needed["valuation_report"] == APPRAISED


_PAPERS = "    papers: {create: {contract: maybe}, change: {}, release: {}}\n    refusals: {}\n"


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("    rates: {invention_patent: most}\n    longest_months: 36\n", read_pledge_rates),
        ("    rates: {}\n", read_pledge_rates),
        ("    days: 3\n    after_correction: sleeps\n    refusals: {}\n", read_registration),
        ("    days: three\n    after_correction: rests\n    refusals: {}\n", read_registration),
        (
            "    office: {zh: 甲, en: A}\n    days: 3\n    after_correction: rests\n" + _PAPERS,
            read_registration,
        ),
    ],
)
def test_a_table_that_says_nonsense_is_refused_with_its_place(text: str, reader: object) -> None:
    with pytest.raises(RuleTextFault):
        reader(HEAD + text, file="mine.yaml")  # type: ignore[operator]
