"""熔断: warned and suspended by the lines, no flutter, lifted and stopped by two people."""

from datetime import date, timedelta

import pytest

from kerong.contracts.compensation.ask_breaker_change import BreakerWish, ask_breaker_change
from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.decide_breaker_change import decide_breaker_change
from kerong.contracts.compensation.errors import (
    AlreadyBad,
    BreakerSuspended,
    FigureOutOfRange,
    LentWhileStopped,
    MovedMeanwhile,
    NotCovered,
    SamePerson,
)
from kerong.contracts.compensation.let_in import ask_let_in, decide_let_in
from kerong.contracts.compensation.models import Breaker, BreakerChange, BreakerReading, PooledLoan
from kerong.contracts.compensation.read_breakers import read_breakers
from kerong.contracts.compensation.register_under_pool import register_under_pool
from kerong.contracts.compensation.stops import stop_letters
from kerong.contracts.guarantees.stops import Asked
from kerong.contracts.loans.approve_report import approve_report
from kerong.kernel.actor import SYSTEM
from kerong.notices.models import Outbox
from tests.build import compensation as build
from tests.build import loans, parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
State = Breaker.State


def world(key: str = "strict"):
    """A bank with 10,000 万 out under a pool in loans of 52, 310, 100 and the rest."""
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,), breaker_key=key)
    held = [build.pooled_loan(under, wan * WAN) for wan in (9538, 52, 310, 100)]
    return under, held


def of_bank(under) -> Breaker:
    return Breaker.objects.get(scope="bank", holder=f"institution:{under.bank_id}")


def cured(loan) -> None:
    loans.report(loan, "arrears", "2026-05-30", at=build.LOST)


def states(under) -> list[tuple[str, str]]:
    rows = BreakerReading.objects.filter(breaker=of_bank(under)).exclude(cause="nightly")
    return list(rows.values_list("before", "after"))


def test_it_warns_and_stops_at_once_and_resumes_only_below_its_line():
    """Strict: warn 3 %, stop 5 %, resume 3 %. 3.10 % warns, 5.14 % stops, 4.10 % stays stopped,
    1.00 % is over."""
    under, (_, small, large, middle) = world()
    build.lost(large)
    assert of_bank(under).state == State.WARNED
    build.lost(small)
    assert of_bank(under).state == State.WARNED  # 3.62 %
    build.lost(middle)
    assert of_bank(under).state == State.WARNED  # 4.62 %
    extra = build.pooled_loan(under, 60 * WAN)
    build.lost(extra)  # (310 + 52 + 100 + 60) / 10,060 = 5.19 %
    assert of_bank(under).state == State.SUSPENDED
    cured(extra)
    assert of_bank(under).state == State.SUSPENDED  # 4.59 % alone would only warn
    cured(large)
    assert of_bank(under).state == State.NORMAL  # 1.51 %
    assert states(under) == [
        (State.NORMAL, State.WARNED),
        (State.WARNED, State.SUSPENDED),
        (State.SUSPENDED, State.NORMAL),
    ]
    told = Outbox.objects.filter(kind="breaker.changed", to=f"institution:{under.bank_id}")
    assert told.count() == 3
    assert list(check_compensation()) == []


def stopped():
    under, (_, small, large, middle) = world()
    for loan in (small, large, middle):
        build.lost(loan)
    build.lost(build.pooled_loan(under, 60 * WAN))
    return under


def test_a_stop_keeps_new_loans_out_of_the_pool_and_the_bank_is_told():
    under = stopped()
    loan = build.pooled_loan(under, 10 * WAN)

    assert not PooledLoan.objects.filter(loan=loan).exists()
    told = Outbox.objects.filter(kind="pool.not_taken_up").values_list("to", flat=True)
    assert set(told) == {f"institution:{under.bank_id}", "role:officer"}
    clerk, _ = build.staff(under.bank)
    with pytest.raises(LentWhileStopped):
        register_under_pool(actor=clerk, loan_no=loan.no, at=build.LOST)


def test_a_loan_lent_before_the_agreement_is_not_registered_while_a_breaker_stands():
    under = stopped()
    other = build.listing(under.bank)
    loan = build.pooled_loan(under, WAN, listing_id=other.pk)
    build.agreement(under.bank, listings=(other.code,), breaker_key="strict")
    clerk, _ = build.staff(under.bank)
    with pytest.raises(BreakerSuspended):
        register_under_pool(actor=clerk, loan_no=loan.no, at=build.LOST)


def kept_out():
    """A loan of 10 万 lent while the breaker stood; since then it stands no more."""
    under = stopped()
    loan = build.pooled_loan(under, 10 * WAN)
    Breaker.objects.update(state=State.NORMAL)
    return under, loan


def test_what_was_lent_while_a_breaker_stood_stays_out_when_it_is_over():
    under, loan = kept_out()
    clerk, _ = build.staff(under.bank)
    with pytest.raises(LentWhileStopped, match=under.bank.name):
        register_under_pool(actor=clerk, loan_no=loan.no, at=build.LOST)
    with pytest.raises(NotCovered):
        build.filed(build.lost(loan))


def test_two_officers_let_it_in_from_that_day_on():
    under, loan = kept_out()
    first, second, at = build.officer(), build.officer(), build.CLAIMED
    asked = ask_let_in(actor=first, loan_no=loan.no, words="银行已整改，贷款正常", at=at)
    assert asked.asked_at is not None
    wish = {"loan_no": loan.no, "asked_at": asked.asked_at, "agrees": True, "at": at}
    with pytest.raises(SamePerson):
        decide_let_in(actor=first, **wish)
    with pytest.raises(MovedMeanwhile):
        ask_let_in(actor=second, loan_no=loan.no, words="重复提出一次", at=at)
    with pytest.raises(MovedMeanwhile):
        decide_let_in(actor=second, **wish | {"asked_at": at - timedelta(days=1)})
    decide_let_in(actor=second, **wish)
    row = PooledLoan.objects.get(loan=loan)
    assert (row.agreement, row.covered_from) == (under, at.date())


def test_nothing_bad_is_let_in_and_nothing_while_the_stop_stands():
    _, loan = kept_out()
    first, second, at = build.officer(), build.officer(), build.CLAIMED
    asked = ask_let_in(actor=first, loan_no=loan.no, words="银行已整改，贷款正常", at=at)
    wish = {"loan_no": loan.no, "asked_at": asked.asked_at, "agrees": True, "at": at}
    Breaker.objects.update(state=State.SUSPENDED)
    with pytest.raises(BreakerSuspended):
        decide_let_in(actor=second, **wish)
    Breaker.objects.update(state=State.NORMAL)
    build.lost(loan)
    with pytest.raises(AlreadyBad):
        decide_let_in(actor=second, **wish)
    decide_let_in(actor=second, **wish | {"agrees": False})
    assert not PooledLoan.objects.filter(loan=loan).exists()


def asked(under) -> Asked:
    return Asked(
        agreement_no="", programme="", bank_id=under.bank_id, guarantor_id=0, enterprise_id=0,
        division_code="", listing_id=None, award="", amount_fen=WAN, on=build.LOST.date(),
    )  # fmt: skip


def test_a_stop_refuses_letters_of_guarantee_too():
    under = stopped()
    stop = stop_letters(asked(under))
    assert stop is not None
    assert "5.19%" in stop.zh
    assert not stop.verified


def decided(made: BreakerChange, *, by=None, agrees: bool = True) -> BreakerChange:
    return decide_breaker_change(
        actor=by or build.officer(), breaker_id=made.breaker_id, change_id=made.pk,
        agrees=agrees, at=build.LOST,
    )  # fmt: skip


def test_a_wish_that_took_the_place_of_the_one_that_was_seen_is_not_decided():
    under = stopped()
    breaker, asker = of_bank(under), build.officer()

    def wished(until: date) -> BreakerChange:
        wish = BreakerWish(kind="resume", words="银行已整改", lifted_until=until)
        return ask_breaker_change(actor=asker, breaker_id=breaker.pk, wish=wish, at=build.LOST)

    seen = wished(date(2026, 6, 30))
    decided(seen, by=asker, agrees=False)
    wished(date(2036, 6, 30))

    with pytest.raises(MovedMeanwhile):
        decided(seen)
    assert of_bank(under).state == State.SUSPENDED


def test_two_people_lift_a_stop_until_a_day_and_then_the_rule_speaks_again():
    under = stopped()
    breaker, first, second = of_bank(under), build.officer(), build.officer()
    wish = BreakerWish(kind="resume", words="银行已整改", lifted_until=date(2026, 6, 30))
    made = ask_breaker_change(actor=first, breaker_id=breaker.pk, wish=wish, at=build.LOST)
    with pytest.raises(SamePerson):
        decided(made, by=first)
    decided(made, by=second)
    assert of_bank(under).state == State.WARNED
    assert stop_letters(asked(under)) is None
    read_breakers(actor=SYSTEM, at=build.LOST + timedelta(days=29))
    assert of_bank(under).state == State.WARNED
    read_breakers(actor=SYSTEM, at=build.LOST + timedelta(days=30))
    assert of_bank(under).state == State.SUSPENDED
    assert list(check_compensation()) == []


def test_a_stop_by_hand_holds_whatever_is_read():
    under, _ = world()
    read_breakers(actor=SYSTEM, at=build.LOST)
    breaker = of_bank(under)
    wish = BreakerWish(kind="suspend", words="银行风险事件")
    made = ask_breaker_change(
        actor=build.officer(), breaker_id=breaker.pk, wish=wish, at=build.LOST
    )
    decided(made)
    read_breakers(actor=SYSTEM, at=build.LOST)
    assert of_bank(under).state == State.SUSPENDED
    with pytest.raises(FigureOutOfRange):
        bad = BreakerWish(kind="resume", words="没有写明期限")
        ask_breaker_change(actor=build.officer(), breaker_id=breaker.pk, wish=bad, at=build.LOST)


def test_a_breaker_on_claims_stops_claims_and_not_lending():
    """Hubei: 8 % bad loans stop the intake of claims."""
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,), breaker_key="hubei")
    bad = build.lost(build.pooled_loan(under, 90 * WAN))
    build.pooled_loan(under, 910 * WAN)
    _, approver = build.staff(bank)
    made = loans.report(bad, "classification", "2026-05-20", at=build.LOST, category="doubtful")
    approve_report(actor=approver, proposal_id=made.pk, at=build.LOST)
    assert of_bank(under).state == State.SUSPENDED
    with pytest.raises(BreakerSuspended):
        build.filed(bad)
    assert PooledLoan.objects.filter(loan=build.pooled_loan(under, WAN)).exists()


def test_nights_write_a_history_for_each_scope():
    under, _ = world()
    read_breakers(actor=SYSTEM, at=build.LOST)
    read_breakers(actor=SYSTEM, at=build.LOST + timedelta(days=1))
    assert set(Breaker.objects.values_list("scope", flat=True)) == {"bank", "product"}
    assert of_bank(under).readings.count() == 2
    assert of_bank(under).whole_fen == 10_000 * WAN
