"""One loan from its payout to its settlement, and the one that renewed it, seen by all sides."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import time_machine
from django.test import Client

from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.models import Loan, LoanRequest, ProposedReport
from kerong.contracts.loans.remind import remind
from kerong.notices.models import Outbox
from kerong.parties.models import Person
from kerong.trail.verify import verify
from tests.build import cases
from tests.build.cases import CHINA, Story
from tests.build.web import seen_answer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Walk:
    """The people of one loan at their browsers, walking from day to day."""

    def __init__(self, told: Story, traveller: time_machine.Traveller) -> None:
        self.told, self.traveller, self.no = told, traveller, told.loan.no
        self._references = iter(range(1, 1000))

    def go(self, day: str) -> None:
        moment = datetime.combine(date.fromisoformat(day), time(10), tzinfo=CHINA)
        Person.objects.update(password_set_at=moment)
        self.traveller.move_to(moment)
        self.day = day

    @property
    def bank(self) -> Client:
        return signed_in(self.told.clerk)

    @property
    def approver(self) -> Client:
        return signed_in(self.told.approver)

    @property
    def firm(self) -> Client:
        return signed_in(self.told.firm)

    def report(self, kind: str, **fields: str) -> None:
        """The clerk's form; a second person approves what waits for one."""
        known = {"effective_on": self.day, "reference": f"流水-{next(self._references)}"}
        sent = self.bank.post(f"/workbench/loans/{self.no}/reports/{kind}/", known | fields)
        assert sent.status_code == 302, sent.content.decode()
        for row in ProposedReport.objects.filter(state="waiting"):
            assert self.approver.post(f"/workbench/loans/proposals/{row.pk}/approval/")

    def seen(self) -> str:
        return self.firm.get(f"/loans/{self.no}/").content.decode()

    def loan(self) -> Loan:
        return Loan.objects.get(no=self.no)


@pytest.fixture
def walk() -> Iterator[Walk]:
    """3 000 000 yuan for a year by annuity at 3.45 %, paid out on 2026-03-06."""
    told = cases.story("disbursed")
    cases.hold_calendar(2026, 2027)
    with time_machine.travel(told.at, tick=False) as traveller:
        yield Walk(told, traveller)


def test_a_loan_lives_from_payout_to_the_loan_that_renewed_it(walk: Walk) -> None:
    paid_early_and_cheaper(walk)
    missed_and_cured(walk)
    extended(walk)
    new, left = renewed(walk)
    settled(walk, new, left)


def paid_early_and_cheaper(walk: Walk) -> None:
    # the first instalment is paid, half a million is repaid early, the instalments fall
    walk.go("2026-04-06")
    walk.report("repayment", principal_fen="246071.46", interest_fen="8625.00")
    walk.report("early_repayment", principal_fen="500000", effect="lower_instalment")
    assert walk.loan().outstanding_fen == 225_392_854
    assert "¥208,454.08" in walk.seen()  # 2 253 928.54 over eleven months at 0.2875 %

    # a new rate after the second instalment: nothing counts before the second person
    walk.go("2026-05-06")
    walk.report("repayment", principal_fen="201974.04", interest_fen="6480.04")
    walk.report("rate_change", rate_ppm="3.00")
    assert walk.loan().rate_now_ppm == 30_000
    assert "3.00%" in walk.seen() and "¥208,027.45" in walk.seen()  # over ten months at 0.25 %


def missed_and_cured(walk: Walk) -> None:
    # June is missed: the bank says so, charges penalty, watches; the firm and the office see it
    walk.go("2026-06-10")
    walk.report("arrears", interest_fen="5129.89", principal_fen="202897.56", due_on="2026-06-06")
    walk.report("penalty_interest", penalty_fen="100.00")
    walk.report("classification", category="attention")
    assert "欠款" in walk.seen() and "关注" in walk.seen()
    officer = signed_in(cases.officer())
    assert walk.no in officer.get("/console/loans/?standing=overdue").content.decode()
    assert Outbox.objects.filter(kind="loan.overdue").count() == 1

    # cured, and normal again
    walk.go("2026-06-12")
    walk.report("repayment", principal_fen="202897.56", interest_fen="5129.89", penalty_fen="100")
    walk.report("classification", category="normal")
    assert Outbox.objects.filter(kind="loan.cured").count() == 1
    assert walk.no not in officer.get("/console/loans/?standing=overdue").content.decode()


def extended(walk: Walk) -> None:
    # sixty days before maturity the firm is told, asks for three months more, and gets them
    walk.go("2027-01-05")
    remind(datetime(2027, 1, 5, 10, tzinfo=CHINA))
    assert Outbox.objects.filter(kind="loan.renewal_offered").count() == 1
    granted(walk, "extension", {"months": "3"}, {"matures_on": "2027-06-06"})
    assert walk.loan().matures_on == date(2027, 6, 6)
    assert "2027-06-06" in walk.seen()


def renewed(walk: Walk) -> tuple[Loan, int]:
    # before the new maturity it is renewed: a new loan repays what is left, the same day
    walk.go("2027-05-10")
    left = walk.loan().outstanding_fen
    conditions = ["lawful", "stable", "credit", "standard", "other"]
    terms = {"rate_ppm": "3.00", "months": "12", "held": conditions, "category": "normal"}
    request = granted(walk, "renewal", {"months": "12", "declared": conditions[:3]}, terms)
    payout = {"bank_no": "借-续-2027", "renewed_on": "2027-05-10"}
    paid = walk.bank.post(f"/workbench/loans/requests/{request.no}/payout/", payout)
    assert paid.status_code == 302
    new = Loan.objects.get(renews__no=walk.no)
    assert (walk.loan().state, walk.loan().outstanding_fen) == ("renewed", 0)
    assert (new.principal_fen, new.disbursed_on) == (left, date(2027, 5, 10))
    assert new.no in walk.seen()
    return new, left


def settled(walk: Walk, new: Loan, left: int) -> None:
    # the new loan is settled early; everything follows from the rows and stands on the trail
    walk.no = new.no
    walk.go("2027-06-10")
    walk.report("settlement", principal_fen=f"{left // 100}.{left % 100:02d}", interest_fen="10")
    assert walk.loan().state == "settled"
    assert "已结清" in walk.seen()
    assert not check_loans(date(2027, 6, 10)).faults
    assert not verify().faults


def granted(walk: Walk, kind: str, wish: dict, terms: dict) -> LoanRequest:
    """Asked by the firm, proposed by the clerk, approved by a second person."""
    asked = walk.firm.post(f"/loans/{walk.no}/requests/{kind}/", wish)
    assert asked.status_code == 302, asked.content.decode()
    request = LoanRequest.objects.latest("pk")
    own = f"/workbench/loans/requests/{request.no}/"
    said = terms | {"grounds": "经营恢复正常，现金流稳定，同意办理。"}
    assert walk.bank.post(f"{own}answer/", said).status_code == 302
    seen = seen_answer(walk.approver, own)
    assert walk.approver.post(f"{own}approval/", seen).status_code == 302
    return request
