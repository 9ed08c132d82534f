"""The model itself, held against examples worked out by hand: nothing of the product is asked."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.model.reference.books import Books
from tests.model.reference.days import months_after, months_of
from tests.model.reference.entitled import Award, Entitlement
from tests.model.reference.fen import WAN, No, divided, half_up
from tests.model.reference.life import Life
from tests.model.reference.loans import Loan, Report
from tests.model.reference.requests import Answer, Request
from tests.model.reference.sharing import Payer, recovered, shared

KV = (Payer("fund", 80, False), Payer("bank", 20, True))
THREE = (Payer("fund", 30, False), Payer("bank", 20, True), Payer("guarantor", 50, True))


def test_half_a_fen_counts_as_one():
    assert [half_up(Fraction(n, 4)) for n in (1, 2, 3, 5, 6)] == [0, 1, 1, 1, 2]


def test_parts_sum_to_the_whole_and_the_largest_remainder_takes_the_rest():
    assert divided(100, [1, 1, 1]) == [34, 33, 33]
    assert divided(101, [40, 60]) == [40, 61]  # 40.4 and 60.6


def test_months_end_with_the_month():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_of("2025-12", "2026-02") == ("2025-12", "2026-01", "2026-02")


def test_two_million_lost_by_the_knowledge_value_split():
    """The fund 160 万, the bank 40 万 and all 3 万 of interest."""
    assert shared(KV, 200 * WAN, 3 * WAN, {}) == {
        "fund": (160 * WAN, 0),
        "bank": (40 * WAN, 3 * WAN),
    }


def test_what_a_cap_cuts_off_is_the_banks():
    assert shared(KV, 200 * WAN, 0, {"fund": 90 * WAN})["bank"] == (110 * WAN, 0)


def test_interest_goes_to_those_who_cover_it():
    """30 % of the interest the fund does not cover is the bank's: half and half."""
    parts = shared(THREE, 0, 101, {})
    assert parts == {"fund": (0, 0), "bank": (0, 51), "guarantor": (0, 50)}


def test_fifty_got_back_of_two_hundred():
    bore = {"fund": 160 * WAN, "bank": 40 * WAN}
    back = recovered(KV, bore, 50 * WAN, {"fund": 0, "bank": 0})
    assert back == {"fund": 40 * WAN, "bank": 10 * WAN}


def test_who_is_whole_drops_out_and_the_last_fen_is_the_banks():
    bore = {"fund": 100, "bank": 25}
    assert recovered(KV, bore, 130, {"fund": 96, "bank": 24}) == {"fund": 4, "bank": 126}


def test_a_loan_is_what_its_reports_add_up_to():
    loan = lent()
    today = date(2026, 9, 1)
    loan.add(Report(2, "repayment", date(2026, 5, 1), principal=30 * WAN), today)
    loan.add(Report(3, "arrears", date(2026, 8, 1), interest=500, due=date(2026, 7, 1)), today)
    now = loan.standing(today)
    assert (now.owed, now.arrears, now.since) == (70 * WAN, 500, date(2026, 7, 1))
    with pytest.raises(No):
        loan.add(Report(4, "repayment", today, principal=71 * WAN), today)
    assert len(loan.reports) == 3


def test_interest_runs_on_what_is_owed_day_by_day():
    """100 万 at 3.65 % are 100 yuan a day; after 40 万 came back on the tenth day 60."""
    loan = lent()
    loan.add(Report(2, "repayment", date(2026, 4, 11), principal=40 * WAN), date(2026, 5, 1))
    accrued = loan.interest(date(2026, 4, 1), date(2026, 4, 21), date(2026, 5, 1))
    assert accrued == 10 * 10_000 + 10 * 6_000


def test_nothing_leaves_an_account_that_is_set_aside():
    books, day = Books(), date(2026, 4, 1)
    books.move("treasury:city", "budget:x", 100, day)
    books.hold("h", "budget:x", "subsidy_payable:x", 70)
    with pytest.raises(No, match="overdrawn"):
        books.move("budget:x", "loss_fund:y", 31, day)
    books.post("h", day)
    assert (books.at("budget:x").free, books.at("subsidy_payable:x").free) == (30, 70)


def test_a_closed_month_takes_nothing_more():
    books = Books()
    books.frozen["fiscal"] = date(2026, 4, 30)
    with pytest.raises(No, match="period_closed"):
        books.move("treasury:city", "budget:x", 1, date(2026, 4, 30))


def test_a_renewal_repays_the_old_loan_and_stays_one_matter_with_it():
    """100 万 at 3.65 % renewed after 50 days: the quarter's subsidy is of both, each once.

    Until 21 May 50 days and from there 41 of the quarter: 1.5 % of 100 万 ÷ 365 is 4,109.589 a
    day, so 205,479.45 and 168,493.15 fen; of the second part no interest was paid yet.
    """
    life = Life(date(2026, 5, 21), set())
    old = life.open_loan(lent())
    old.matures = date(2026, 7, 1)
    life.report(old, Report(2, "repayment", life.today, interest=500_000))
    asked = life.requests.ask(Request(0, "renewal", old, 6), life.today)
    life.requests.propose(asked, Answer(34_000, 6, "normal", True), "clerk", life.today)
    life.requests.approve(asked, "approver", life.today)
    new = replace(lent(), key=1, started=life.today, matures=date(2026, 11, 21), reports=[])
    life.requests.renew(asked, new, life.today)

    now = old.standing(life.today)
    assert (now.state, now.owed, new.standing(life.today).owed) == ("renewed", 0, 100 * WAN)
    quarter, later = (date(2026, 4, 1), date(2026, 7, 1)), date(2026, 8, 1)
    assert life.runs.worth(old, quarter, later) == 205_479
    life.today = later
    life.report(new, Report(2, "repayment", later, interest=1_000_000))
    assert life.runs.worth(old, quarter, later) == 205_479 + 168_493


def test_an_extension_adds_no_more_than_the_first_term():
    life = Life(date(2027, 3, 20), set())
    loan = life.open_loan(lent())
    with pytest.raises(No, match="term_too_long"):
        life.requests.ask(Request(0, "extension", loan, 13), life.today)
    asked = life.requests.ask(Request(0, "extension", loan, 12), life.today)
    life.requests.propose(asked, Answer(matures=date(2028, 4, 1)), "clerk", life.today)
    with pytest.raises(No, match="same_person"):
        life.requests.approve(asked, "clerk", life.today)
    life.requests.approve(asked, "approver", life.today)
    assert (asked.state, loan.standing(life.today).matures) == ("done", date(2028, 4, 1))


def test_a_budget_is_shared_by_what_waits_in_it():
    """100, 200 and 300 wait for 500: 83, 167 and 250; the last fen go to the largest fractions."""
    life = Life(date(2026, 5, 1), set(), shared_out=frozenset({"b"}))
    life.books.move("treasury:city", "budget:b", 500, life.today)
    for firm, fen in enumerate((100, 200, 300)):
        under = Entitlement(firm, "f", "m", ("2026-01",))
        life.subsidies.award(Award(0, "c", "b", "max", fen, 0, under), life.today)
    asked = life.distributions.ask("b", "one")
    with pytest.raises(No, match="same_person"):
        life.distributions.approve(asked, "one")
    life.distributions.approve(asked, "two")
    awards = life.subsidies.awards
    assert [(each.state, each.granted) for each in awards] == [
        ("held", 83), ("held", 167), ("held", 250),
    ]  # fmt: skip
    assert (life.books.at("budget:b").free, awards[0].under.committed) == (0, 83)


def lent() -> Loan:
    """100 万 at 3.65 % for a year."""
    return Loan(0, 0, 0, 100 * WAN, 36_500, date(2026, 4, 1), date(2027, 4, 1), 100 * WAN)
