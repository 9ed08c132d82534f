"""A guarantee begins when its loan is drawn, shrinks as it is repaid, and ends with it."""

from datetime import date

import pytest

from kerong.contracts.guarantees.bearers import bearers_of
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.cover import covers_on
from kerong.contracts.guarantees.discharge_guarantee import discharge_guarantee
from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from kerong.contracts.guarantees.lapse_letters import lapse_letters
from kerong.contracts.guarantees.models import FirmRoom, Guarantee
from kerong.contracts.loans.approve_report import approve_report
from kerong.ledger.check import check_ledger
from kerong.ledger.models import Account, Book, Transfer
from kerong.trail.models import Event
from tests.build import guarantees, loans
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


def memo_balance() -> int:
    return sum(
        Account.objects.filter(kind="guarantees_outstanding").values_list("balance_fen", flat=True)
    )


def rooms() -> set[int]:
    return set(FirmRoom.objects.values_list("used_fen", flat=True))


def sound() -> None:
    assert check_guarantees().faults == ()


def test_the_letter_becomes_a_guarantee_when_its_loan_is_drawn():
    held = guarantees.sides()
    letter = guarantees.ask(held)
    assert (letter.state, letter.balance_fen, memo_balance()) == ("issued", 0, 0)
    assert rooms() == {1_000 * WAN}
    loan = guarantees.draw(held, letter)
    assert (letter.state, letter.loan_id, letter.balance_fen) == ("effective", loan.pk, 1_000 * WAN)
    assert letter.liability_fen == 800 * WAN == memo_balance()
    assert (letter.effective_on, letter.matures_on) == (date(2026, 3, 6), date(2027, 3, 6))
    assert letter.liable_until == date(2027, 9, 6)
    (cover,) = covers_on(loan)
    assert (cover.guarantee_no, cover.principal_fen, cover.split_key) == (
        letter.no,
        1_000 * WAN,
        "sci40",
    )
    assert (cover.letter_no, cover.from_on, cover.to_on) == (
        letter.letter_no,
        date(2026, 3, 6),
        date(2027, 9, 6),
    )
    sound()


def test_liability_follows_what_the_bank_reports_and_ends_with_the_settlement():
    _held, letter, loan = guarantees.in_force()
    loans.report(loan, "repayment", "2026-04-06", principal_fen=100 * WAN)
    letter.refresh_from_db()
    assert (letter.balance_fen, letter.liability_fen) == (900 * WAN, 720 * WAN)
    assert memo_balance() == 720 * WAN
    assert rooms() == {900 * WAN}
    loans.report(loan, "settlement", "2026-05-06", principal_fen=900 * WAN)
    letter.refresh_from_db()
    assert (letter.state, letter.end_kind, letter.ended_on) == (
        "ended",
        "settled",
        date(2026, 5, 6),
    )
    assert (letter.balance_fen, memo_balance(), rooms()) == (0, 0, {0})
    assert covers_on(loan) == ()
    moves = list(Transfer.objects.order_by("no").values_list("kind", "amount_fen"))
    given, released = "guarantee_given", "guarantee_released"
    assert moves == [
        *((given, part * WAN) for part in (200, 400, 200)),
        *((released, part * WAN) for part in (20, 40, 20)),
        *((released, part * WAN) for part in (180, 360, 180)),
    ]
    sound()


def borne() -> dict[str, int]:
    """Last words of the accounts → fen."""
    rows = Account.objects.filter(kind="guarantees_outstanding").exclude(balance_fen=0)
    return {
        code.split("/")[2].split("-")[0]: fen
        for code, fen in rows.values_list("code", "balance_fen")
    }


@pytest.mark.parametrize(
    ("split", "covered", "expected"),
    [
        ("30-20-50", 800_000, {"fund": 3_000_00, "guarantor": 5_000_01}),
        ("sci40", 800_000, {"nation": 4_000_01, "province": 2_000_00, "guarantor": 2_000_00}),
        ("4321", 800_000, {"province": 4_000_01, "guarantor": 3_000_00, "fund": 1_000_00}),
        ("82", 800_000, {"guarantor": 8_000_01}),
        ("20-80", 800_000, {"guarantor": 4_000_01, "reguarantor": 4_000_00}),
    ],
)
def test_the_memo_book_has_what_each_bearer_bears(split, covered, expected):
    """10 000.01 yuan: the liability is 8 000.01 (8 000.008), the odd fen goes to the largest
    remainder: under 30:20:50 to 500 000.625 fen of the guarantor, not to 300 000.375 of the fund.
    """
    held = guarantees.sides(split_key=split, covered_ppm=covered)
    letter = guarantees.ask(held, amount_fen=10_000_01)
    loan = guarantees.draw(held, letter)
    assert borne() == expected
    assert sum(expected.values()) == letter.liability_fen == 8_000_01
    assert {each.code: each.fen for each in bearers_of(letter)} == expected
    sound()
    loans.report(loan, "settlement", "2026-05-06", principal_fen=10_000_01)
    assert borne() == {}
    sound()


def test_a_settlement_taken_back_puts_the_guarantee_back():
    _held, letter, loan = guarantees.in_force()
    said = loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    waiting = loans.report(loan, "void", "2026-05-06", corrects=said.reference)
    _, approver = loans.people(loan)
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.balance_fen, letter.ended_on) == ("effective", 1_000 * WAN, None)
    assert memo_balance() == 800 * WAN
    sound()


def test_a_written_off_loan_releases_nothing_and_a_paid_claim_releases_all():
    held, letter, loan = guarantees.in_force()
    waiting = loans.report(loan, "write_off", "2026-05-06", principal_fen=1_000 * WAN)
    _, approver = loans.people(loan)
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.balance_fen) == ("effective", 1_000 * WAN)
    assert len(covers_on(loan)) == 1
    claimed = {"guarantee_no": letter.no, "on": date(2026, 6, 1), "actor": held.guarantors_clerk}
    first = discharge_guarantee(**claimed, at=loans.NOW)
    again = discharge_guarantee(**claimed, at=loans.NOW)
    assert (first.pk, first.end_kind, again.pk) == (letter.pk, "claimed", letter.pk)
    assert (memo_balance(), covers_on(loan)) == (0, ())
    sound()


def test_a_claim_is_paid_on_a_guarantee_in_force_only():
    held = guarantees.sides()
    letter = guarantees.ask(held)
    with pytest.raises(GuaranteeMoved):
        discharge_guarantee(
            guarantee_no=letter.no, on=date(2026, 6, 1), actor=held.clerk, at=loans.NOW
        )


def test_a_letter_covers_no_more_than_it_says_and_no_longer():
    held = guarantees.sides()
    letter = guarantees.ask(held, wish={"amount_fen": 600 * WAN})
    guarantees.draw(held, letter, principal_fen=1_000 * WAN, term_months=24)
    assert (letter.balance_fen, letter.matures_on) == (600 * WAN, date(2027, 3, 6))
    sound()


def test_a_line_drawn_in_parts_keeps_its_room_until_it_ends():
    held = guarantees.sides()
    letter = guarantees.ask(held)
    loan = guarantees.draw(held, letter, principal_fen=400 * WAN, line_fen=1_000 * WAN)
    assert (letter.balance_fen, letter.room_fen) == (400 * WAN, 1_000 * WAN)
    loans.report(loan, "drawdown", "2026-04-06", principal_fen=500 * WAN)
    letter.refresh_from_db()
    assert (letter.balance_fen, letter.room_fen) == (900 * WAN, 1_000 * WAN)
    sound()


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        (lambda: Guarantee.objects.update(balance_fen=999 * WAN), "steps part memo memo memo"),
        (lambda: Guarantee.objects.update(covered_ppm=700_000), "part memo memo memo"),
        (lambda: FirmRoom.objects.update(used_fen=1), "room room"),
        (lambda: Guarantee.objects.update(liability_fen=1), "steps part"),
    ],
)
def test_the_check_of_the_ledger_names_what_is_wrong_with_guarantees(breaks, found):
    guarantees.in_force()
    assert check_ledger().faults == []
    breaks()
    told = [fault.code.removeprefix("guarantee.") for fault in check_ledger().faults]
    assert told == found.split()


@pytest.mark.parametrize("fields", [{"bank_no": "x"}, {"reference": "take_up:T2026-OTHER1"}])
def test_a_loan_on_another_decision_or_after_the_letters_days_begins_nothing(fields):
    held = guarantees.sides()
    letter = guarantees.ask(held)
    if "bank_no" in fields:
        fields = {"disbursed_on": date(2026, 6, 5)}  # the letter is valid until 4 June
    guarantees.draw(held, letter, **fields)
    assert (letter.state, memo_balance()) == ("issued", 0)


def test_a_letter_nobody_drew_on_lapses_and_frees_the_room():
    held = guarantees.sides()
    letter = guarantees.ask(held)
    assert letter.valid_until == date(2026, 6, 4)
    noon = guarantees.MORNING.replace(month=6, day=4)
    assert lapse_letters(noon) == 0
    assert lapse_letters(noon.replace(day=5)) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.room_fen, rooms()) == ("lapsed", 0, {0})
    assert Event.objects.filter(kind="guarantee.lapsed").count() == 1


def test_liability_ends_the_day_after_its_term_unless_a_claim_runs(monkeypatch):
    _held, letter, _loan = guarantees.in_force()
    last = loans.NOW.replace(year=2027, month=9, day=6)
    assert expire_guarantees(last) == 0
    keepers = {"a claim": lambda guarantee: guarantee.no == letter.no}
    monkeypatch.setattr("kerong.contracts.guarantees.expire_guarantees._keepers", keepers)
    assert expire_guarantees(last.replace(day=7)) == 0
    keepers.clear()
    assert expire_guarantees(last.replace(day=7)) == 1
    letter.refresh_from_db()
    assert (letter.end_kind, letter.ended_on) == ("expired", date(2027, 9, 6))
    sound()


def test_a_report_of_a_closed_month_moves_the_memo_book_on_its_first_open_day():
    _held, letter, loan = guarantees.in_force()
    Book.objects.filter(pk="exposure").update(frozen_to=date(2026, 4, 30))
    loans.report(loan, "repayment", "2026-04-06", principal_fen=100 * WAN)
    moved = Transfer.objects.filter(kind="guarantee_released")[0]
    assert moved.effective_on == date(2026, 5, 1)
    assert letter.steps.get(no=2).effective_on == date(2026, 4, 6)
    assert Guarantee.objects.get(pk=letter.pk).balance_fen == 900 * WAN
