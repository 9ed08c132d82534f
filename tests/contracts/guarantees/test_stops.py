"""Every hard stop lets through the last fen under its line and stops the first over it."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.contracts.guarantees import claim_rate, stops
from kerong.contracts.guarantees.ask_letter import ask_letter, stops_held
from kerong.contracts.guarantees.claim_rate import rate_of
from kerong.contracts.guarantees.errors import AgreementNotSigned, ClientKeyUsed, OverCredit
from kerong.contracts.guarantees.models import FirmRoom, Guarantee
from kerong.contracts.guarantees.resume_programme import resume_programme
from kerong.contracts.guarantees.stops import Stop
from kerong.contracts.guarantees.suspend_programme import suspend_programme
from kerong.contracts.guarantees.values import LetterWish
from kerong.contracts.guarantees.withdraw_letter import withdraw_letter
from kerong.kernel import roles
from tests.build import cases, evidence, guarantees, loans, parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
MORNING = guarantees.MORNING


def stopped_by(guarantee: Guarantee) -> list[str]:
    """The codes of the stops kept; each names its clause and source and speaks two languages."""
    held = stops_held(guarantee)
    for stop in held:
        assert stop.clause and stop.source
        assert stop.say("en") != stop.say("zh-hans")
    assert (guarantee.state == "stopped") == bool(held)
    return [stop.code for stop in held]


def test_a_ticket_of_the_cap_passes_and_one_fen_more_does_not():
    held = guarantees.sides()
    assert stopped_by(guarantees.ask(held, amount_fen=1_000 * WAN + 1)) == ["ticket_cap"]
    assert stopped_by(guarantees.ask(held, amount_fen=1_000 * WAN)) == []


def test_the_agreements_cap_for_one_firm_holds_to_the_fen():
    held = guarantees.sides(firm_cap_fen=1_500 * WAN)
    assert stopped_by(guarantees.ask(held)) == []
    assert stopped_by(guarantees.ask(held, amount_fen=500 * WAN + 1)) == ["firm_cap"]
    assert stopped_by(guarantees.ask(held, amount_fen=500 * WAN)) == []
    assert stopped_by(guarantees.ask(held, amount_fen=1)) == ["firm_cap"]


def test_the_programmes_cap_counts_all_guarantors_and_banks_together():
    first = guarantees.sides()
    others = [guarantees.sides(firm=first.firm) for _ in range(2)]
    for each in (first, others[0]):
        assert stopped_by(guarantees.ask(each)) == []
    assert stopped_by(guarantees.ask(others[1], amount_fen=999 * WAN)) == []
    over = guarantees.ask(others[1], amount_fen=1 * WAN + 1)
    assert stopped_by(over) == ["firm_cap"]
    (stop,) = stops_held(over)
    assert "3000 万" in stop.clause and "财金〔2024〕60号" in stop.source
    assert "10000.00" in stop.zh and not stop.verified
    assert stopped_by(guarantees.ask(others[1], amount_fen=1 * WAN)) == []
    elsewhere = guarantees.sides(guarantor=first.guarantor)
    assert stopped_by(guarantees.ask(elsewhere, amount_fen=1_000 * WAN)) == []


def test_room_comes_back_when_a_letter_is_withdrawn():
    held = guarantees.sides(firm_cap_fen=1_000 * WAN)
    letter = guarantees.ask(held)
    assert stopped_by(guarantees.ask(held, amount_fen=1)) == ["firm_cap"]
    withdraw_letter(actor=held.clerk, guarantee_no=letter.no, words="企业改选他行", at=MORNING)
    assert stopped_by(guarantees.ask(held)) == []
    assert set(FirmRoom.objects.values_list("used_fen", flat=True)) == {1_000 * WAN}


def test_a_firm_enters_by_any_class_of_the_list():
    held = guarantees.sides(classes=("srdi", "hnte"))
    assert stopped_by(guarantees.ask(held)) == ["not_listed"]
    evidence.observe(held.firm, {"is_tech_sme": "true"}, source="registry_of_tests")
    assert stopped_by(guarantees.ask(held)) == ["not_listed"]
    evidence.observe(held.firm, {"is_hnte": "true"}, end=date(2026, 2, 1), source="science_bureau")
    passed = guarantees.ask(held)
    assert stopped_by(passed) == []
    assert "hnte" in passed.classes.split()


def test_a_bad_record_stops_and_a_clean_one_does_not():
    held = guarantees.sides()
    evidence.observe(held.firm, {"is_overdue_now": "false"}, end=date(2026, 2, 1))
    assert stopped_by(guarantees.ask(held)) == []
    evidence.observe(held.firm, {"is_dishonest_debtor": "true"}, end=date(2026, 2, 1))
    assert stopped_by(guarantees.ask(held)) == ["record"]


def test_one_credit_is_guaranteed_once_by_whomever():
    held = guarantees.sides()
    other = guarantees.sides(bank=held.bank, firm=held.firm)
    first = guarantees.ask(held, reference="take_up:T2026-SAME01")
    second = guarantees.ask(other, reference="take_up:T2026-SAME01")
    assert stopped_by(first) == []
    assert stopped_by(second) == ["duplicate"]
    assert first.no in stops_held(second)[0].zh
    withdraw_letter(actor=held.clerk, guarantee_no=first.no, words="改选他保", at=MORNING)
    assert stopped_by(guarantees.ask(other, reference="take_up:T2026-SAME01")) == []


def test_a_suspended_programme_stops_until_it_is_resumed():
    held, other = guarantees.sides(), guarantees.sides()
    officer = cases.officer()
    asked = {
        "actor": officer,
        "programme": "sci-plan",
        "words": "代偿率偏高，暂停新增",
        "at": MORNING,
    }
    row = suspend_programme(guarantor_id=held.guarantor.pk, **asked)
    assert stopped_by(guarantees.ask(held)) == ["suspended"]
    assert stopped_by(guarantees.ask(other)) == []
    whole = suspend_programme(guarantor_id=None, **asked)
    assert stopped_by(guarantees.ask(other)) == ["suspended"]
    for each in (row, whole):
        resume_programme(actor=officer, suspension_id=each.pk, words="整改完成，恢复", at=MORNING)
    assert stopped_by(guarantees.ask(held)) == []


def test_an_agreement_counts_from_its_first_day_to_its_last():
    held = guarantees.sides(from_on=date(2026, 3, 6), to_on=date(2026, 3, 7))
    days = {5: ["agreement"], 6: [], 7: [], 8: ["agreement"]}
    for day, expected in days.items():
        at = MORNING.replace(day=day)
        assert stopped_by(guarantees.ask(held, at=at, amount_fen=1 * WAN)) == expected


@pytest.fixture
def claims(monkeypatch):
    """What compensation would have paid; a test sets the sum."""
    paid: dict[str, int] = {"fen": 0}
    monkeypatch.setattr(claim_rate, "_claims", {"test": lambda period: paid["fen"]})
    return paid


def test_the_claim_rate_stops_when_it_reaches_the_cap_not_a_fen_before(claims):
    """1,000 万 released after 61 days count 1,000 × 61 ÷ 365; × 80 % × 5 % is 6.684931… 万."""
    held, _, loan = guarantees.in_force()
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    later = MORNING.replace(month=6)
    line = 1_000 * WAN * 61 * 4 // (365 * 5 * 20)  # rounded down: under the cap
    claims["fen"] = line
    assert stopped_by(guarantees.ask(held, at=later, amount_fen=WAN)) == []
    claims["fen"] = line + 1
    over = guarantees.ask(held, at=later, amount_fen=WAN)
    assert stopped_by(over) == ["claim_rate"]
    assert "5.00%" in stops_held(over)[0].en
    rate = rate_of("sci-plan", held.guarantor.pk, later.date())
    assert rate.annualised_fen * 365 == 1_000 * WAN * 61
    assert rate_of("sci-plan", held.bank.pk, later.date()).annualised_fen == 0


def test_an_agreement_may_stop_sooner_than_its_programme(claims):
    held, _, loan = guarantees.in_force(guarantees.sides(claim_line_ppm=20_000))
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    later = MORNING.replace(month=6)
    claims["fen"] = 1_000 * WAN * 61 * 4 // (365 * 5 * 50)
    assert stopped_by(guarantees.ask(held, at=later, amount_fen=WAN)) == []
    claims["fen"] += 1
    assert stopped_by(guarantees.ask(held, at=later, amount_fen=WAN)) == ["claim_rate"]


def test_what_was_released_more_than_a_year_ago_counts_no_longer(claims):
    held, _, loan = guarantees.in_force()
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    claims["fen"] = 1
    assert rate_of("sci-plan", held.guarantor.pk, date(2027, 5, 5)).annualised_fen
    assert rate_of("sci-plan", held.guarantor.pk, date(2027, 5, 6)).rate == 1


def test_a_registered_stop_speaks_with_the_others(monkeypatch):
    def breaker(asked):
        return Stop(code="breaker", zh="已熔断", en="suspended", clause="第八条", source="办法")

    monkeypatch.setattr(stops, "_handlers", {"breaker": breaker})
    with pytest.raises(ValueError, match="breaker"):
        stops.register_stop("breaker", print)
    held = guarantees.sides()
    over = guarantees.ask(held, amount_fen=1_000 * WAN + 1)
    assert stopped_by(over) == ["ticket_cap", "breaker"]


def test_the_same_request_again_is_the_same_answer_and_another_is_refused():
    held = guarantees.sides()
    granted = guarantees.credit(held)
    wish = LetterWish(agreement_no=held.agreement.no, client_key="bank-1")
    asked = {"actor": held.clerk, "credit": granted, "at": MORNING}
    first = ask_letter(wish=wish, **asked)
    assert ask_letter(wish=wish, **asked).pk == first.pk
    with pytest.raises(ClientKeyUsed):
        ask_letter(wish=replace(wish, amount_fen=1 * WAN), **asked)
    assert Guarantee.objects.count() == 1


def test_no_more_is_guaranteed_than_was_approved_and_only_under_a_signed_agreement():
    held = guarantees.sides()
    with pytest.raises(OverCredit):
        guarantees.ask(held, wish={"amount_fen": 1_000 * WAN + 1})
    guarantor = parties.actor(roles.INSTITUTION_CLERK, institution=held.guarantor)
    from kerong.contracts.guarantees.draft_agreement import draft_agreement

    draft = replace(guarantees.DRAFT, bank_id=held.bank.pk)
    held.agreement = draft_agreement(actor=guarantor, draft=draft, at=MORNING)
    with pytest.raises(AgreementNotSigned):
        guarantees.ask(held)
