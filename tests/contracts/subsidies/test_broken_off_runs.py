"""拟制中断: a run whose computing was killed is gone on with, and reviewed only once whole."""

from datetime import date, timedelta

import pytest

from kerong.contracts.subsidies import draft_run as drafting
from kerong.contracts.subsidies import jobs as working
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.errors import RunMoved, RunOpen
from kerong.contracts.subsidies.jobs import finish_runs
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.return_run import return_run
from tests.build import loans, subsidies
from tests.contracts.subsidies.test_runs import AT, BY_HAND_FEN, drafted, quarter_paid, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world() -> None:
    subsidies.held_reference()
    subsidies.budget("interest", title="贷款贴息")


def broken_off(monkeypatch, *, after: int, by) -> InterestRun:
    """A run whose computing was killed after so many steps of one line each."""
    write, done = drafting._write, []

    def killed(run, part):
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(part)
        write(run, part)

    with monkeypatch.context() as patched:
        patched.setattr(drafting, "LINES_A_STEP", 1)
        patched.setattr(drafting, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            drafted(actor=by)
    return InterestRun.objects.get()


def test_a_run_whose_computing_was_broken_off_is_reviewed_only_once_it_is_whole(monkeypatch):
    for _ in range(3):
        quarter_paid()
    officer = subsidies.officer()
    run = broken_off(monkeypatch, after=2, by=officer)
    assert (run.state, run.lines.count()) == ("computing", 2)
    with pytest.raises(RunMoved):
        submitted(run)
    with pytest.raises(RunOpen):
        drafted()  # somebody else

    again = drafted(actor=officer)

    assert (again.pk, again.state) == (run.pk, "draft")
    assert list(again.lines.values_list("no", "amount_fen")) == [
        (no, BY_HAND_FEN) for no in (1, 2, 3)
    ]


def test_a_line_written_before_it_was_broken_off_stays_the_same_row(monkeypatch):
    for _ in range(2):
        quarter_paid()
    officer = subsidies.officer()
    written = broken_off(monkeypatch, after=1, by=officer).lines.get()

    first, _second = drafted(actor=officer).lines.order_by("no")

    assert (first.pk, first.digest) == (written.pk, written.digest)


def test_what_banks_reported_meanwhile_is_in_a_run_that_was_gone_on_with(monkeypatch):
    """A loan overdue since its second day brings hardly anything; the other brings its own."""
    held, _ = quarter_paid(), quarter_paid()
    officer = subsidies.officer()
    broken_off(monkeypatch, after=1, by=officer)
    loans.report(held, "arrears", "2026-04-07", at=AT, interest_fen=1_00, due_on="2026-01-11",
                 principal_fen=0)  # fmt: skip

    run = drafted(actor=officer)

    first, second = run.lines.order_by("no")
    assert first.amount_fen < BY_HAND_FEN == second.amount_fen
    assert second.no == 2


def test_what_was_broken_off_the_worker_goes_on_with_once_no_request_can_be_at_it(monkeypatch):
    for _ in range(3):
        quarter_paid()
    run = broken_off(monkeypatch, after=2, by=subsidies.officer())

    finish_runs(AT)
    run.refresh_from_db()
    assert run.state == "computing"

    finish_runs(AT + timedelta(minutes=1))
    run.refresh_from_db()
    assert (run.state, run.lines.count()) == ("draft", 3)
    assert set(run.lines.values_list("amount_fen", flat=True)) == {BY_HAND_FEN}


def test_a_run_of_very_many_loans_is_left_to_the_worker(monkeypatch):
    for _ in range(3):
        quarter_paid()
    monkeypatch.setattr(drafting, "LOANS_AT_ONCE", 2)

    run = drafted()
    assert (run.state, run.lines.count()) == ("computing", 0)
    finish_runs(AT + timedelta(minutes=1))

    run.refresh_from_db()
    assert (run.state, run.lines.count()) == ("draft", 3)


def test_a_run_that_cannot_be_computed_holds_up_no_award(monkeypatch):
    quarter_paid()
    run = submitted(drafted())
    approve_run(no=run.no, digest=run.digest, actor=subsidies.officer(), at=AT)
    stuck = InterestRun.objects.get(pk=run.pk)
    stuck.pk, stuck.no, stuck.state, stuck.from_on = None, "stuck", "computing", date(2025, 1, 1)
    stuck.save(force_insert=True)

    def unable(run, *, at):
        raise RuntimeError(run.no)

    monkeypatch.setattr(working, "compute_run", unable)
    with pytest.raises(RuntimeError, match="stuck"):
        finish_runs(AT + timedelta(minutes=1))

    assert run.lines.get().state == "awarded"


def test_a_run_that_was_broken_off_can_be_given_up(monkeypatch):
    quarter_paid()
    run = broken_off(monkeypatch, after=0, by=subsidies.officer())
    return_run(no=run.no, words="改日再拟", actor=subsidies.officer(), at=AT)
    assert drafted().state == "draft"
