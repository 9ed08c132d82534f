"""我要贷款: published to all or to one, amended while nobody holds it, withdrawn with a reason."""

from datetime import date, timedelta

import pytest

from kerong.cases.amend_need import amend_need
from kerong.cases.errors import (
    AddressedToNobody,
    AmendedTooLate,
    CaseNotFound,
    ChoiceUnknown,
    ClientKeyReused,
    FieldOutOfRange,
    FirmOnlyComputes,
    NoConsentGiven,
    WordsTooShort,
)
from kerong.cases.models import Case
from kerong.cases.publish_need import publish_need
from kerong.cases.reopen_need import reopen_need
from kerong.cases.standing_errors import InstitutionInTime
from kerong.cases.withdraw_need import withdraw_need
from kerong.evidence.models import Consent, Snapshot
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases, parties

pytestmark = pytest.mark.django_db
FRIDAY = cases.FRIDAY


def test_a_published_need_is_open_numbered_and_on_the_clock():
    case = cases.need()

    assert case.no == f"N2026-{case.pk:06d}"
    assert case.state == Case.State.OPEN
    assert case.take_up_due_on == date(2026, 3, 9)
    assert case.decision_due_on == date(2026, 3, 17)
    assert case.amount_band == "300w_500w"
    assert case.snapshot == Snapshot.objects.get()


def test_the_trail_of_the_case_holds_the_band_not_the_amount():
    case = cases.need()

    facts = Event.objects.get(stream=f"case:{case.no}").facts
    assert facts["amount_band"] == "300w_500w"
    assert "amount_fen" not in facts


def test_the_addressed_bank_is_told_and_nobody_else():
    bank = parties.institution()

    cases.need(mode="directed", addressed_to_id=bank.pk)

    told = set(Outbox.objects.values_list("to", "kind"))
    assert (f"institution:{bank.pk}", "case.addressed") in told
    assert len(told) == 2


def test_the_same_submission_twice_is_one_need():
    firm = cases.firm()

    first = cases.need(firm, client_key="browser-1")
    again = cases.need(firm, client_key="browser-1", at=FRIDAY + timedelta(hours=1))

    assert first == again
    assert Case.objects.count() == 1


def test_a_submission_key_cannot_stand_for_two_needs():
    firm = cases.firm()
    cases.need(firm, client_key="browser-1")

    with pytest.raises(ClientKeyReused):
        cases.need(firm, client_key="browser-1", term_months=24)


def test_two_firms_may_use_the_same_submission_key():
    cases.need(client_key="1")
    cases.need(client_key="1")

    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"amount_fen": 10_000 * 100 - 1}, FieldOutOfRange),
        ({"amount_fen": 10 * 100_000_000 * 100 + 1}, FieldOutOfRange),
        ({"amount_fen": True}, FieldOutOfRange),
        ({"term_months": 0}, FieldOutOfRange),
        ({"term_months": 361}, FieldOutOfRange),
        ({"mode": "auction"}, ChoiceUnknown),
        ({"purpose": "stocks"}, ChoiceUnknown),
        ({"security": "promise"}, ChoiceUnknown),
        ({"purpose": "other", "words": "其他"}, WordsTooShort),
        ({"consent_categories": ()}, NoConsentGiven),
        ({"consent_categories": (33,)}, NoConsentGiven),
        ({"mode": "directed"}, AddressedToNobody),
        ({"mode": "directed", "addressed_to_id": 10**9}, AddressedToNobody),
        ({"listing_code": "NONE-1"}, Exception),
    ],
)
def test_a_need_that_says_too_little_or_too_much_is_refused(fields, fault):
    with pytest.raises(fault):
        cases.need(**fields)

    assert not Case.objects.exists()


def test_the_smallest_and_the_largest_amount_are_allowed():
    cases.need(amount_fen=10_000 * 100)
    cases.need(amount_fen=10 * 100_000_000 * 100)


def test_a_firm_known_only_by_a_stock_code_computes_but_does_not_apply():
    firm = parties.enterprise(scheme="stock", scheme_value="688001", credit_code=None)

    with pytest.raises(FirmOnlyComputes):
        cases.need(cases.firm(firm))


@pytest.mark.parametrize("role", sorted(roles.INSTITUTION | roles.GOVERNMENT))
def test_only_firms_publish(role):
    with pytest.raises(RoleNotAllowed):
        publish_need(actor=parties.actor(role), draft=cases.draft(), at=FRIDAY)


def test_an_amended_need_keeps_its_number_and_clock():
    told = cases.story()
    before = told.case.decision_due_on

    changed = amend_need(
        actor=told.firm,
        case_no=told.case.no,
        draft=cases.draft(amount_fen=100 * cases.WAN, consent_categories=(2,)),
        at=FRIDAY + timedelta(hours=2),
    )

    changed.refresh_from_db()
    assert changed.amount_band == "100w_300w"
    assert changed.consent_categories == [2]
    assert changed.decision_due_on == before
    assert changed.amended_count == 1


@pytest.mark.parametrize(
    ("then", "heard_first", "heard_then"),
    [
        ("first", {"case.addressed_amended"}, set()),
        ("second", {"case.redirected"}, {"case.addressed"}),
        (None, {"case.redirected"}, set()),
    ],
)
def test_who_was_asked_first_hears_of_the_change(then, heard_first, heard_then):
    banks = {"first": parties.institution(), "second": parties.institution()}
    owner = cases.firm()
    case = cases.need(owner, mode="directed", addressed_to_id=banks["first"].pk)
    Outbox.objects.all().delete()

    changed = {"mode": "directed", "addressed_to_id": banks[then].pk} if then else {"mode": "open"}
    amend_need(actor=owner, case_no=case.no, draft=cases.draft(**changed), at=FRIDAY)

    heard = {
        name: set(Outbox.objects.filter(to=f"institution:{bank.pk}").values_list("kind", flat=True))
        for name, bank in banks.items()
    }
    assert heard == {"first": heard_first, "second": heard_then}


def test_an_unmet_need_opened_anew_for_the_same_bank_is_addressed_anew():
    bank, owner = parties.institution(), cases.firm()
    case = cases.need(owner, mode="directed", addressed_to_id=bank.pk)
    Case.objects.update(state=Case.State.UNMET)
    Outbox.objects.all().delete()

    draft = cases.draft(mode="directed", addressed_to_id=bank.pk)
    amend_need(actor=owner, case_no=case.no, draft=draft, at=FRIDAY + timedelta(days=3))

    assert set(Outbox.objects.values_list("kind", flat=True)) == {"case.addressed"}


def test_a_need_somebody_holds_cannot_be_amended():
    told = cases.story("taken")

    with pytest.raises(AmendedTooLate):
        amend_need(actor=told.firm, case_no=told.case.no, draft=cases.draft(), at=told.at)


def test_a_strangers_need_is_not_there():
    told = cases.story()

    for act, more in (
        (amend_need, {"draft": cases.draft()}),
        (withdraw_need, {"words": "不需要了"}),
    ):
        with pytest.raises(CaseNotFound):
            act(actor=cases.firm(), case_no=told.case.no, at=FRIDAY, **more)


def test_withdrawing_releases_every_bank_and_ends_every_consent():
    told = cases.story("contacted")
    other = cases.second_bank(told, "taken")

    withdraw_need(actor=told.firm, case_no=told.case.no, words="已自行解决资金", at=told.at)

    for story in (told, other):
        story.reload()
        assert story.take_up.stage == story.take_up.release_kind.replace("withdrawn", "released")
        assert story.take_up.release_kind == "withdrawn"
    assert told.case.state == Case.State.WITHDRAWN
    assert told.case.taken == 0
    assert not Consent.objects.filter(ended_at=None).exists()
    assert Outbox.objects.filter(kind="take_up.withdrawn").count() == 2


def test_a_need_is_not_withdrawn_without_a_reason_nor_while_the_chosen_bank_is_in_time():
    told = cases.story("quoted")

    with pytest.raises(WordsTooShort):
        withdraw_need(actor=told.firm, case_no=told.case.no, words=" 无 ", at=told.at)
    accepted = cases.story("accepted")
    with pytest.raises(InstitutionInTime):
        withdraw_need(
            actor=accepted.firm, case_no=accepted.case.no, words="不再需要", at=accepted.at
        )


def test_an_unmet_need_is_opened_again_by_the_firm_with_new_clocks():
    told = cases.story()
    Case.objects.update(state=Case.State.UNMET)
    monday = FRIDAY + timedelta(days=10)

    case = amend_need(
        actor=told.firm, case_no=told.case.no, draft=cases.draft(term_months=6), at=monday
    )

    case.refresh_from_db()
    assert case.state == Case.State.OPEN
    assert case.submitted_at == FRIDAY
    assert case.opened_at == monday
    assert case.take_up_due_on == date(2026, 3, 17)


def test_an_unmet_need_is_opened_again_by_an_officer_who_says_why():
    told = cases.story()
    Case.objects.update(state=Case.State.UNMET)

    case = reopen_need(
        actor=cases.officer(),
        case_no=told.case.no,
        words="已与三家银行沟通",
        at=FRIDAY + timedelta(days=10),
    )

    case.refresh_from_db()
    assert case.state == Case.State.OPEN
    assert case.decision_due_on == date(2026, 3, 25)
    with pytest.raises(RoleNotAllowed):
        reopen_need(actor=told.firm, case_no=told.case.no, words="请再试", at=FRIDAY)
