"""复算与核结: what later reports leave of a subsidy that was awarded, advanced or paid."""

from datetime import timedelta

import pytest

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.confirm_claw_back import confirm_claw_back
from kerong.contracts.subsidies.drop_claw_back import drop_claw_back
from kerong.contracts.subsidies.errors import ClawBackMoved
from kerong.contracts.subsidies.jobs import review_again
from kerong.contracts.subsidies.models import ClawBack, OpenReview, Subsidy
from kerong.kernel.errors import Invalid
from kerong.notices.models import Outbox
from kerong.reference.models import Lpr
from tests.build import interest_runs, loans, subsidies
from tests.build.cases import WAN
from tests.build.interest_runs import AT, awarded, drafted, quarter_paid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world() -> None:
    interest_runs.world()


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
