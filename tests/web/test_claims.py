"""A claim through the pages: a bank files it, officers decide, money returns, the firm reads on."""

from io import BytesIO

import pytest
import time_machine

from kerong.contracts.compensation.models import Breaker, Claim, LossPool, PoolFunding
from kerong.contracts.compensation.propose_decision import NEEDED
from kerong.contracts.compensation.read_breakers import read_breakers
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Person
from tests.build import compensation as build
from tests.build import parties
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def loan():
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,), breaker_key="strict")
    return build.lost(build.pooled_loan(under))


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(build.DECIDED, tick=False):
        yield


def browser(actor):
    Person.objects.update(password_set_at=build.DECIDED)
    return signed_in(actor)


def test_a_claim_goes_its_way_through_the_pages_of_everybody(loan):
    bank = browser(build.staff(loan.institution)[0])
    first, second = browser(build.officer()), browser(build.officer())
    assert f"/workbench/loans/{loan.no}/claim/" in text_of(bank.get(f"/workbench/loans/{loan.no}/"))
    asked = bank.get(f"/workbench/loans/{loan.no}/claim/")
    assert 'value="2000000"' in text_of(asked)
    too_much = {"principal_fen": "2000000.01", "interest_fen": "0", "words": ""}
    assert bank.post(f"/workbench/loans/{loan.no}/claim/", too_much).status_code == 422
    bank.post(f"/workbench/loans/{loan.no}/claim/", too_much | {"principal_fen": "2000000"})
    claim = Claim.objects.get()
    page, office = f"/workbench/claims/{claim.no}/", f"/console/claims/{claim.no}/"
    for kind in NEEDED:
        file = BytesIO(build.PDF)
        file.name = "a.pdf"
        assert bank.post(f"{page}paper/", {"kind": kind, "file": file}).status_code == 302
    proposal = {"kind": "settle", "principal_fen": "2000000", "interest_fen": "0"}
    first.post(f"{office}proposal/", proposal | {"words": "材料齐全，损失属实"})
    claim.refresh_from_db()
    assert claim.state == "proposed"
    assert "approval/" not in text_of(first.get(office))
    seen = {"proposed_at": claim.proposed_at.isoformat()}
    assert second.post(f"{office}approval/", seen).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "settled"
    shown = text_of(bank.get(page))
    assert "1,600,000" in shown
    assert "未核实" in shown
    recovery = {"reference": "执-1", "recovered_on": "2026-06-24", "recovered_fen": "500000"}
    bank.post(f"{page}recovery/", recovery | {"costs_fen": "0", "words": ""})
    row = claim.recoveries.get()
    assert first.post(f"{office}recovery-confirmation/", {"row": row.pk}).status_code == 302
    firm = browser(parties.actor(roles.FIRM_OWNER, enterprise=loan.enterprise))
    told = text_of(firm.get(f"/claims/{claim.no}/"))
    assert "1,500,000" in told  # still owed of the loss
    assert claim.no in text_of(firm.get("/claims/"))
    auditor = browser(parties.actor(roles.AUDITOR))
    assert claim.no in text_of(auditor.get("/console/claims/?state=settled"))
    assert auditor.post(f"{office}proposal/", proposal).status_code == 403
    assert auditor.get("/console/claims/?export=csv").status_code == 200


def test_pools_agreements_and_breakers_are_shown_and_decided_by_two(loan):
    first, second = browser(build.officer()), browser(build.officer())
    made = {"key": "fresh", "title": "新设资金池", "tiers": "on", "floor_fen": "0"}
    assert first.post("/console/loss-pools/new/", made).status_code == 302
    pool = LossPool.objects.get(key="fresh")
    asked = {
        "part": "city", "kind": "appropriated", "amount_fen": "500", "document": "文件",
        "reference": "拨-100",
    }  # fmt: skip
    assert first.post("/console/loss-pools/fresh/funding/", asked).status_code == 302
    row = PoolFunding.objects.get(reference="拨-100")
    place = f"/console/loss-pools/fundings/{row.pk}/approval/"
    assert first.post(place).status_code == 422  # not by who asked
    assert second.post(place).status_code == 302
    assert pool.accounts.get(part="city").account.balance_fen == 500_00
    assert "拨-100" in text_of(first.get("/console/loss-pools/fresh/"))
    read_breakers(actor=SYSTEM, at=build.DECIDED)
    breaker = Breaker.objects.filter(scope="bank").get()
    board = text_of(first.get("/console/breakers/"))
    assert breaker.title in board
    lift = {"kind": "resume", "lifted_until": "2026-12-31", "words": "已整改到位"}
    assert first.post(f"/console/breakers/{breaker.pk}/change/", lift).status_code == 302
    decision = {"agrees": "yes", "change_id": breaker.changes.get().pk}
    decided = second.post(f"/console/breakers/{breaker.pk}/decision/", decision)
    assert decided.status_code == 302
    breaker.refresh_from_db()
    assert breaker.state == "warned"
    for address in ("/console/loss-pools/", "/console/loss-agreements/"):
        assert first.get(address).status_code == 200


def test_a_loan_that_a_breaker_kept_out_is_let_in_by_two_officers(loan):
    kept = build.pooled_loan(loan.pooled.agreement)
    breaker = Breaker.objects.get(scope="bank")
    assert (breaker.state, kept.kept_out.state) == ("suspended", "out")
    Breaker.objects.update(state="normal")
    first, second = browser(build.officer()), browser(build.officer())
    assert kept.no in text_of(first.get("/console/breakers/kept-out/"))
    place = f"/console/breakers/kept-out/{kept.no}/"
    assert "未入池" in text_of(first.get(place))
    assert first.post(f"{place}asking/", {"words": ""}).status_code == 400
    assert first.post(f"{place}asking/", {"words": "银行已整改，贷款正常"}).status_code == 302
    page = text_of(second.get(place))
    seen = page.split('name="asked_at" value="')[1].split('"')[0]
    told = {"asked_at": seen, "agrees": "yes"}
    assert first.post(f"{place}decision/", told).status_code == 422
    assert second.post(f"{place}decision/", told).status_code == 302
    kept.refresh_from_db()
    assert kept.pooled.covered_from == build.DECIDED.date()
    assert "已准予入池" in text_of(first.get(place))
