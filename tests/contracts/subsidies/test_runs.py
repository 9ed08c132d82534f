"""贴息批次: every loan of a programme computed, reviewed, approved by another, awarded once."""

from datetime import date
from itertools import count

import pytest

from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.change_line import change_line
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.errors import (
    RunMoved,
    RunOpen,
    RunStale,
    SamePerson,
    SeenOtherwise,
)
from kerong.contracts.subsidies.models import (
    Entitlement,
    InterestRun,
    Subsidy,
)
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.return_run import return_run
from tests.build import interest_runs, loans, subsidies
from tests.build.cases import WAN
from tests.build.interest_runs import AT, awarded, drafted, quarter_paid, submitted

pytestmark = pytest.mark.django_db


# 100 万 from 10 January at 3.0 % (LPR of that day), half of it, 81 days of a year of 365.
BY_HAND_FEN = 3_328_77
_numbers = count(1)


@pytest.fixture(autouse=True)
def _world() -> None:
    interest_runs.world()


def test_from_the_draft_to_the_award():
    held = quarter_paid()
    run = drafted()

    line = run.lines.get()
    assert (line.loan, line.state, line.amount_fen) == (held, "kept", BY_HAND_FEN)
    awarded(run)

    line.refresh_from_db()
    subsidy = Subsidy.objects.get()
    assert (line.state, line.subsidy) == ("awarded", subsidy)
    assert (subsidy.granted_fen, subsidy.loan, subsidy.digest) == (BY_HAND_FEN, held, line.digest)
    assert subsidy.entitlement.matter == f"loan:{held.no}"
    subsidies.sound()


def test_awarding_again_after_a_kill_goes_on_and_awards_nothing_twice():
    for _ in range(3):
        quarter_paid()
    run = drafted()
    done = submitted(run)
    officer = subsidies.officer()
    approved = approve_run(no=run.no, digest=done.digest, actor=officer, at=AT)

    assert award_lines(approved, actor=officer, at=AT, most=1) == 2
    assert award_lines(approved, actor=officer, at=AT) == 0
    assert award_lines(approved, actor=officer, at=AT) == 0
    assert Subsidy.objects.count() == 3
    subsidies.sound()


def test_who_drafted_does_not_approve_and_sees_what_they_approve():
    quarter_paid()
    drafter = subsidies.officer()
    run = submitted(drafted(actor=drafter))

    with pytest.raises(SamePerson):
        approve_run(no=run.no, digest=run.digest, actor=drafter, at=AT)
    with pytest.raises(SeenOtherwise):
        approve_run(no=run.no, digest="0" * 64, actor=subsidies.officer(), at=AT)
    with pytest.raises(RunMoved):
        change_line(run_no=run.no, line_no=1, keep=False, words="复核", actor=drafter, at=AT)


def test_a_line_left_out_is_not_awarded():
    quarter_paid()
    quarter_paid()
    run = drafted()
    words = "非科技型企业"
    change_line(run_no=run.no, line_no=1, keep=False, words=words, actor=subsidies.officer(), at=AT)

    awarded(run)

    assert list(run.lines.values_list("state", flat=True)) == ["dropped", "awarded"]
    assert Subsidy.objects.count() == 1


def test_a_report_that_came_in_since_sends_the_run_back():
    held = quarter_paid()
    run = submitted(drafted())
    loans.report(held, "classification", "2026-04-07", at=AT, category="attention")

    with pytest.raises(RunStale) as refused:
        approve_run(no=run.no, digest=run.digest, actor=subsidies.officer(), at=AT)

    assert refused.value.facts["loans"] == held.no
    return_run(no=run.no, words="银行报告已更新", actor=subsidies.officer(), at=AT)
    awarded(drafted())


def test_one_run_of_a_programme_and_period_is_open_at_a_time():
    quarter_paid()
    run = drafted()
    with pytest.raises(RunOpen) as refused:
        drafted()
    assert refused.value.facts["no"] == run.no


def test_a_second_run_of_the_same_period_pays_nothing_twice():
    quarter_paid()
    awarded(drafted())

    again = drafted()

    assert again.lines.get().notes.split()[-1] == "paid_before"
    with pytest.raises(RunMoved):
        submitted(again)


def test_interest_paid_late_is_topped_up_by_a_later_run():
    held = quarter_paid()
    awarded(drafted())
    before = Subsidy.objects.get()
    Subsidy.objects.filter(pk=before.pk).update(granted_fen=3_000_00, asked_fen=3_000_00)
    Entitlement.objects.update(entitled_fen=3_000_00, committed_fen=3_000_00)

    second = drafted()
    assert "more_than_paid" in second.lines.get().notes
    awarded(second)

    added = Subsidy.objects.get(tops_up=before)
    assert (added.granted_fen, added.loan) == (328_77, held)


FUYANG_CAP_FEN = 50 * WAN  # a firm and year
SUMMER, WINTER = (
    Period(date(2024, 4, 1), date(2024, 10, 1)),
    Period(date(2024, 10, 1), date(2025, 4, 1)),
)


def large(firm) -> None:
    """5,000 万, half a year of which brings about 43 万 at 富阳."""
    no = f"take_up:T{next(_numbers)}"
    held = loans.loan(
        firm=firm, principal_fen=5_000 * WAN, method="interest-first", day_count="act/365",
        disbursed_on=date(2024, 3, 15), term_months=24, reference=no, bank_no=no, origin=no,
    )  # fmt: skip
    loans.report(held, "repayment", "2026-04-06", at=AT, interest_fen=300 * WAN)


def of_fuyang(period: Period) -> InterestRun:
    draft = RunDraft(
        programme="fuyang", clause="fuyang-interest", budget="interest-2026", period=period
    )
    return draft_run(draft=draft, actor=subsidies.officer(), at=AT)


def test_loans_of_one_firm_share_its_cap_within_a_run():
    firm = subsidies.payee()
    large(firm)
    large(firm)

    first, second = of_fuyang(SUMMER).lines.order_by("no")

    assert 43 * WAN < first.amount_fen < 44 * WAN
    assert first.amount_fen + second.amount_fen == FUYANG_CAP_FEN


def test_runs_computed_before_one_another_was_awarded_do_not_pass_the_cap_together():
    large(subsidies.payee())
    summer, winter = of_fuyang(SUMMER), of_fuyang(WINTER)
    awarded(summer)
    awarded(winter)

    line = winter.lines.get()
    assert (line.state, line.subsidy) == ("refused", None)
    assert "500000.00" in line.words
    assert Subsidy.objects.get().granted_fen < FUYANG_CAP_FEN
    subsidies.sound()
    again = of_fuyang(WINTER).lines.get()
    assert again.amount_fen + Subsidy.objects.get().granted_fen == FUYANG_CAP_FEN
