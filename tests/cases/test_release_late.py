"""到期释放: who does not act in time loses the need; nothing is done twice."""

from datetime import date, timedelta

import pytest

import kerong.cases.release_late as releasing
from kerong.cases.after_release import make_late_unmet
from kerong.cases.late_payout import tell_late_payout
from kerong.cases.models import Acceptance, Case, CreditDecision, Desk, TakeUp
from kerong.cases.record_contact import record_contact
from kerong.cases.release_late import Swept, release_late
from kerong.cases.take_up_need import take_up_need
from kerong.evidence.models import Consent
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from kerong.reference.calendar import held_calendar
from kerong.trail.models import Event
from kerong.trail.verify import verify
from tests.build import cases

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FRIDAY = cases.FRIDAY


def after(days):
    return FRIDAY + timedelta(days=days)


def test_a_bank_that_did_not_contact_in_three_days_loses_the_need():
    told = cases.story("taken")

    assert release_late(after(5)) == Swept(released=0, unmet=0)  # the day itself counts
    assert release_late(after(6)) == Swept(released=1, unmet=0)

    told.reload()
    assert told.take_up.release_kind == "late_contact"
    assert told.case.taken == 0
    assert told.case.state == Case.State.OPEN
    assert Desk.objects.get().live == 0
    assert not Consent.objects.filter(ended_at=None).exists()
    assert set(Outbox.objects.values_list("kind", flat=True)) >= {
        "take_up.late_contact",
        "case.late_contact",
    }


def test_a_bank_that_did_not_quote_by_the_decision_day_loses_the_need():
    told = cases.story("contacted")

    release_late(after(11))
    assert told.reload().take_up.is_live
    release_late(after(12))

    assert told.reload().take_up.release_kind == "late_decision"


def test_a_quote_the_firm_left_unanswered_lapses():
    told = cases.story("quoted")

    release_late(after(25))
    assert told.reload().take_up.is_live
    release_late(after(26))

    assert told.reload().take_up.release_kind == "lapsed"


@pytest.mark.parametrize("stage", ["accepted", "proposed"])
def test_a_chosen_bank_that_does_not_decide_in_time_loses_the_need(stage):
    told = cases.story(stage)

    release_late(after(11))
    assert told.reload().take_up.is_live
    assert release_late(after(12)).released == 1

    told.reload()
    assert told.take_up.release_kind == "late_decision"
    assert (told.case.state, told.case.taken, told.case.opened_at) == ("open", 0, after(12))
    assert Acceptance.objects.get().ended_at == after(12)
    assert not CreditDecision.objects.filter(returned_at=None).exists()
    assert Desk.objects.get().live == 0
    assert not Consent.objects.filter(ended_at=None).exists()
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert {"take_up.late_decision", "case.late_decision", "case.late_after_acceptance"} <= kinds
    assert take_up_need(actor=cases.clerk(), case_no=told.case.no, at=after(12)).is_live


def test_a_directed_need_whose_chosen_bank_is_late_goes_to_the_officers():
    told = cases.story("accepted")
    Case.objects.update(mode="directed", addressed_to=told.take_up.institution_id)

    release_late(after(12))

    assert told.reload().case.state == Case.State.UNMET


def test_a_payout_that_does_not_come_is_told_once_and_undone_by_nobody():
    told = cases.story("credited")
    assert told.take_up.due_on == date(2026, 3, 20)

    assert release_late(after(14)).payouts_late == 0  # the day itself counts
    assert release_late(after(15)) == Swept(released=0, unmet=0, payouts_late=1)
    assert release_late(after(16)) == Swept(released=0, unmet=0, payouts_late=0)

    assert told.reload().take_up.is_live
    for kind in ("take_up.payout_late", "case.payout_late", "case.payout_late_watch"):
        assert Outbox.objects.filter(kind=kind).count() == 1
    assert Event.objects.filter(kind="take_up.payout_late").count() == 1
    told.at = after(16)
    assert cases.bring(told, "disbursed").take_up.due_on is None


def test_a_paid_out_take_up_has_no_clock():
    told = cases.story("disbursed")

    assert release_late(after(90)) == Swept(released=0, unmet=0)
    assert told.reload().take_up.due_on is None


def test_a_payout_in_the_last_moment_is_not_called_late():
    told = cases.story("credited")
    told.at = after(15)
    cases.bring(told, "disbursed")

    assert tell_late_payout(told.take_up.no, at=after(15)) is False


def test_a_better_quote_on_the_last_day_is_not_swept_away(monkeypatch):
    """The worker read the old day; the stage is the same, only the day is new."""
    told = cases.story("quoted")
    free_place = releasing.free_place

    def quote_first(case, **rest):
        TakeUp.objects.filter(pk=told.take_up.pk).update(due_on=date(2026, 4, 20))
        free_place(case, **rest)

    monkeypatch.setattr(releasing, "free_place", quote_first)

    assert releasing._release(told.take_up.no, at=after(26), calendar=held_calendar()) is False
    assert told.reload().take_up.is_live


def test_a_need_that_got_another_day_meanwhile_is_not_unmet():
    told = cases.story()
    Case.objects.update(take_up_due_on=date(2026, 3, 10))

    assert make_late_unmet(told.case, actor=SYSTEM, at=after(4)) is False
    assert make_late_unmet(told.case, actor=SYSTEM, at=after(5)) is True


def test_a_need_nobody_takes_in_a_day_goes_to_the_officers():
    told = cases.story()

    release_late(after(3))
    assert told.reload().case.state == Case.State.OPEN
    release_late(after(4))

    assert told.reload().case.state == Case.State.UNMET
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert {"case.unmet", "case.escalated"} <= kinds
    assert Event.objects.filter(kind="case.unmet").count() == 1


def test_after_the_last_bank_left_others_have_a_day_before_it_goes_to_the_officers():
    told = cases.story("taken")
    release_late(after(6))  # Thursday
    told.reload()

    release_late(after(7))
    assert told.reload().case.state == Case.State.OPEN
    assert take_up_need(actor=cases.clerk(), case_no=told.case.no, at=after(7)).slot == 1


def test_a_need_is_not_unmet_while_somebody_holds_it():
    told = cases.story("taken")

    assert release_late(after(4)).unmet == 0
    assert told.reload().case.state == Case.State.OPEN


def test_a_directed_need_is_unmet_as_soon_as_its_bank_is_released():
    bank = cases.parties.institution()
    case = cases.need(mode="directed", addressed_to_id=bank.pk)
    take_up_need(actor=cases.clerk(bank), case_no=case.no, at=FRIDAY)

    release_late(after(6))

    case.refresh_from_db()
    assert case.state == Case.State.UNMET


def test_running_it_again_changes_nothing():
    cases.story("taken")
    cases.story()
    release_late(after(6))
    events, notices = Event.objects.count(), Outbox.objects.count()

    assert release_late(after(6)) == Swept(released=0, unmet=0)

    assert (Event.objects.count(), Outbox.objects.count()) == (events, notices)
    assert not verify().faults


def test_a_bank_that_acts_while_the_worker_looks_keeps_the_need(monkeypatch):
    """The worker read "late", then the bank's contact was committed; the guard must notice."""
    told = cases.story("taken")
    free_place = releasing.free_place

    def contact_first(case, **rest):
        TakeUp.objects.filter(pk=told.take_up.pk).update(stage="contacted", contacted_at=after(6))
        free_place(case, **rest)

    monkeypatch.setattr(releasing, "free_place", contact_first)

    assert releasing._release(told.take_up.no, at=after(6), calendar=held_calendar()) is False
    # the test's own outer transaction rolled the update back together with the attempt
    assert told.reload().take_up.is_live
    assert told.case.taken == 1


def test_contact_on_the_last_day_is_in_time():
    told = cases.story("taken")
    record_contact(actor=told.clerk, take_up_no=told.take_up.no, words="上门走访", at=after(5))

    assert release_late(after(6)).released == 0


def test_the_job_is_the_systems_alone(monkeypatch):
    from kerong.cases.access import RELEASE_LATE

    with pytest.raises(RoleNotAllowed):
        RELEASE_LATE.require(cases.officer())
