"""贴息批次: every loan of a programme computed, reviewed, approved by another, awarded once."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.change_line import change_line
from kerong.contracts.subsidies.confirm_claw_back import confirm_claw_back
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.drop_claw_back import drop_claw_back
from kerong.contracts.subsidies.errors import (
    ClawBackMoved,
    RunMoved,
    RunOpen,
    RunStale,
    SamePerson,
    SeenOtherwise,
)
from kerong.contracts.subsidies.jobs import review_again
from kerong.contracts.subsidies.models import (
    ClawBack,
    Entitlement,
    InterestRun,
    OpenReview,
    Subsidy,
)
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.return_run import return_run
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.kernel.errors import Invalid
from kerong.notices.models import Outbox
from kerong.reference.models import Lpr
from tests.build import loans, subsidies
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 7, 10, 0, tzinfo=CHINA)
QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))
DRAFT = RunDraft(
    programme="beibei", clause="beibei-interest", budget="interest-2026", period=QUARTER
)
# 100 万 from 10 January at 3.0 % (LPR of that day), half of it, 81 days of a year of 365.
BY_HAND_FEN = 3_328_77
_numbers = count(1)


@pytest.fixture(autouse=True)
def _world() -> None:
    subsidies.held_reference()
    subsidies.budget("interest", title="贷款贴息")


def quarter_paid(**fields):
    """100 万 drawn on 10 January 2026, interest paid monthly until March."""
    terms = {
        "principal_fen": 100 * WAN,
        "method": "interest-first",
        "day_count": "act/365",
        "disbursed_on": date(2026, 1, 10),
        "firm": subsidies.payee(),
        "reference": f"take_up:T{next(_numbers)}",
    }
    held = loans.loan(**(terms | fields))
    for day, fen in (("2026-02-10", 2_930_00), ("2026-03-10", 2_646_00), ("2026-04-06", 2_900_00)):
        loans.report(held, "repayment", day, at=AT, interest_fen=fen)
    return held


def drafted(**fields) -> InterestRun:
    return draft_run(draft=DRAFT, actor=fields.get("actor") or subsidies.officer(), at=AT)


def submitted(run: InterestRun) -> InterestRun:
    return submit_run(no=run.no, actor=subsidies.officer(), at=AT)


def awarded(run: InterestRun) -> InterestRun:
    done = submitted(run)
    officer = subsidies.officer()
    approved = approve_run(no=run.no, digest=done.digest, actor=officer, at=AT)
    assert award_lines(approved, actor=officer, at=AT) == 0
    return approved


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


def test_arrears_reported_after_the_payment_propose_a_claw_back():
    """Overdue since 10 March: of 81 days 59 stay, 2,424.66 of 3,328.77; 904.11 come back."""
    held = quarter_paid()
    awarded(drafted())
    subsidy = subsidies.paid(Subsidy.objects.get())

    late = {"principal_fen": 10 * WAN, "interest_fen": 1_00, "due_on": "2026-03-10"}
    loans.report(held, "arrears", "2026-04-07", at=AT, **late)

    proposed = ClawBack.objects.get()
    assert (proposed.event, proposed.state, proposed.amount_fen) == ("overdue", "proposed", 904_11)
    subsidy.refresh_from_db()
    assert subsidy.returned_fen == 0
    subsidies.sound()
    words = "逾期区间不予贴息"
    terms = {"no": proposed.no, "amount_fen": 904_11, "words": words}
    row = confirm_claw_back(actor=subsidies.officer(), at=AT, **terms)
    assert (row.state, row.left_fen) == ("ordered", 904_11)
    subsidies.sound()


def test_an_officer_may_decide_against_a_proposal():
    held = quarter_paid()
    awarded(drafted())
    subsidies.paid(Subsidy.objects.get())
    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-10")
    proposed = ClawBack.objects.get()

    drop_claw_back(no=proposed.no, words="银行系统误报，已更正", actor=subsidies.officer(), at=AT)

    proposed.refresh_from_db()
    assert proposed.state == "dropped"
    with pytest.raises(ClawBackMoved):
        confirm_claw_back(
            no=proposed.no, amount_fen=1, words="再次追回", actor=subsidies.officer(), at=AT
        )
    subsidies.sound()


def test_arrears_of_days_nobody_was_paid_for_propose_nothing():
    held = quarter_paid()
    awarded(drafted())
    subsidies.paid(Subsidy.objects.get())

    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-04-05")

    assert not ClawBack.objects.exists()


def test_arrears_that_reach_further_back_are_reviewed_again():
    """First since 10 March: 904.11. Then since 10 February: 31 of 81 days stay, 1,273.97, and
    1,150.69 more come back."""
    held = quarter_paid()
    awarded(drafted())
    subsidies.paid(Subsidy.objects.get())
    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-10")

    more = {"interest_fen": 2_00, "due_on": "2026-02-10"}
    loans.report(held, "arrears", "2026-04-08", at=AT + timedelta(days=1), **more)

    amounts = ClawBack.objects.order_by("pk").values_list("amount_fen", flat=True)
    assert list(amounts) == [904_11, 1_150_69]
    subsidies.sound()


def test_a_review_that_lacks_a_published_rate_is_shown_told_and_made_later():
    held = quarter_paid()
    awarded(drafted())
    subsidy = subsidies.paid(Subsidy.objects.get())
    published = list(Lpr.objects.all())
    Lpr.objects.all().delete()

    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-10")

    assert not ClawBack.objects.exists()
    row = OpenReview.objects.get()
    assert (row.subsidy, row.done_at, row.tries) == (subsidy, None, 1)
    assert row.why_zh and row.why_en
    assert Outbox.objects.get(kind="subsidy.review_put_off").to == "role:officer"
    review_again(AT)
    row.refresh_from_db()
    assert (row.tries, row.done_at, ClawBack.objects.exists()) == (2, None, False)
    assert Outbox.objects.filter(kind="subsidy.review_put_off").count() == 1

    Lpr.objects.bulk_create(published)
    for _ in range(2):
        review_again(AT)

    row.refresh_from_db()
    assert row.done_at == AT
    assert ClawBack.objects.get().amount_fen == 904_11
    subsidies.sound()


def advanced() -> tuple[Loan, Subsidy]:
    """3,328.77 awarded, of which 2,663.01 (80 %) are paid in advance."""
    held = quarter_paid()
    awarded(drafted())
    subsidy = subsidies.paid(Subsidy.objects.get(), "advance")
    assert subsidy.settled_fen == 2_663_01
    return held, subsidy


def test_the_rest_is_paid_in_full_where_reports_bear_it():
    _, subsidy = advanced()
    assert subsidies.ordered(subsidy, "rest").amount_fen == 665_76
    subsidies.sound()


def test_the_rest_after_an_advance_is_cut_to_what_later_reports_bear():
    """In arrears since 20 March: 69 of 81 days stay, 2,835.62; 493.15 of the rest are cut."""
    held, subsidy = advanced()
    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-20")

    payout = subsidies.ordered(subsidy, "rest")

    assert payout.amount_fen == 665_76 - 493_15
    subsidy.refresh_from_db()
    assert subsidy.granted_fen == 2_835_62
    assert [row.state for row in ClawBack.objects.all()] == ["dropped"]
    assert Outbox.objects.filter(kind="subsidy.settled_less").count() == 1
    subsidies.sound()


def test_an_advance_beyond_what_reports_bear_leaves_no_rest_and_is_proposed_back():
    """In arrears since 10 March: 2,424.66 stay; all of the rest is cut, 238.35 are too much."""
    held, subsidy = advanced()
    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-03-10")

    last = subsidies.ordered(subsidy, "rest")

    assert last.part == "advance"
    subsidy.refresh_from_db()
    assert (subsidy.state, subsidy.granted_fen) == ("paid", 2_663_01)
    dropped, proposed = ClawBack.objects.order_by("pk")
    assert (dropped.state, proposed.event, proposed.amount_fen) == ("dropped", "overpaid", 238_35)
    subsidies.sound()


def test_without_a_published_rate_the_rest_is_not_ordered():
    _, subsidy = advanced()
    Lpr.objects.all().delete()
    with pytest.raises(Invalid):
        subsidies.ordered(subsidy, "rest")


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
