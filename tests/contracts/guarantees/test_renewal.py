"""续保: the loan that renews a guaranteed one is guaranteed by a letter of its own."""

import pytest

from kerong.contracts.guarantees.ask_renewal import ask_renewal, renewal_asked
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.errors import NothingToRenew
from kerong.contracts.guarantees.models import FirmRoom, Guarantee
from kerong.contracts.guarantees.values import LetterWish
from kerong.contracts.loans.errors import RequestNotFound
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.record_renewal import record_renewal
from kerong.kernel import roles
from tests.build import guarantees, parties, renewals
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
ON = renewals.ASKED


def granted(held: guarantees.Sides) -> tuple[Guarantee, LoanRequest]:
    """The firm's whole cap is taken by one guaranteed loan, whose renewal the bank granted."""
    letter = (
        guarantees.ask(held)
        if held.agreement.form == "batch"
        else guarantees.reviewed(held, guarantees.ask(held))
    )
    loan = guarantees.draw(held, letter)
    request, _, _ = renewals.granted(loan)
    return letter, request


def renewed(held: guarantees.Sides, request: LoanRequest, **wish: object) -> Guarantee:
    asked = LetterWish(agreement_no=held.agreement.no, **wish)  # type: ignore[arg-type]
    return ask_renewal(actor=held.clerk, request_no=request.no, wish=asked, at=ON)


def test_one_guarantee_takes_the_place_of_the_other_without_a_day_between():
    held = guarantees.sides(firm_cap_fen=1_000 * WAN)
    old, request = granted(held)
    new = renewed(held, request)
    assert (new.state, new.renews, new.amount_fen) == ("issued", old, 1_000 * WAN)
    assert (new.rate_ppm, new.term_months) == (32_000, 12)
    assert renewal_asked(request) == new
    with pytest.raises(RequestNotFound):
        ask_renewal(
            actor=parties.actor(roles.INSTITUTION_CLERK), request_no=request.no,
            wish=LetterWish(agreement_no=held.agreement.no), at=ON,
        )  # fmt: skip
    loan = record_renewal(
        actor=held.clerk, request_no=request.no, bank_no="借-续1", renewed_on=ON.date(), at=ON
    )
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.end_kind, old.ended_on) == ("ended", "renewed", ON.date())
    assert (new.state, new.loan_id, new.effective_on) == ("effective", loan.pk, ON.date())
    assert set(FirmRoom.objects.values_list("used_fen", flat=True)) == {1_000 * WAN}
    assert check_guarantees().faults == ()


def test_a_single_guarantee_is_renewed_by_two_people_of_the_guarantor():
    held = guarantees.sides(form="single", firm_cap_fen=1_000 * WAN)
    _, request = granted(held)
    new = renewed(held, request)
    assert new.state == "asked"
    assert guarantees.reviewed(held, new, at=ON).state == "issued"


def test_the_cap_lends_the_room_of_the_renewed_guarantee_and_no_more():
    held = guarantees.sides(firm_cap_fen=1_000 * WAN)
    _, request = granted(held)
    assert renewed(held, request).state == "issued"
    other = guarantees.ask(held, amount_fen=1, at=ON)
    assert (other.state, "firm_cap" in other.stops) == ("stopped", True)


def test_nothing_is_renewed_before_the_grant_after_the_payout_or_without_a_guarantee():
    held = guarantees.sides()
    _, request = granted(held)
    LoanRequest.objects.update(state="proposed")
    with pytest.raises(NothingToRenew):
        renewed(held, request)
    LoanRequest.objects.update(state="approved")
    Guarantee.objects.update(state="ended")
    with pytest.raises(NothingToRenew):
        renewed(held, request)
