"""Interest subsidies of a quarter: drafted, submitted, approved and awarded, or sent back."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.return_run import return_run
from kerong.contracts.subsidies.submit_run import submit_run
from tests.model.machine import PICKS, Machine
from tests.model.reference.runs import CLAUSE, Run
from tests.model.world import BUDGETS

OFFICERS = st.sampled_from(["officer/0", "officer/1"])
QUARTERS = ((date(2026, 1, 1), date(2026, 4, 1)), (date(2026, 4, 1), date(2026, 7, 1)))
PROGRAMME, MOST = "beibei", 6


def some_runs(self: Any) -> bool:
    return bool(self.life.runs.rows)


class Runs(Machine):
    @rule(quarter=st.sampled_from(QUARTERS), budget=st.sampled_from(sorted(BUDGETS)), by=OFFICERS)
    def draft_a_run(self, quarter: tuple[date, date], budget: str, by: str) -> None:
        runs, today = self.life.runs, self.life.today
        if len(runs.rows) >= MOST:
            return
        draft = RunDraft(programme=PROGRAMME, clause=CLAUSE, budget=budget, period=Period(*quarter))
        self.call("run", len(runs.rows), "")
        self.both(
            "draft run",
            lambda: runs.draft(quarter, budget, by, today),
            lambda: self._drafted(draft, by),
        )

    def _drafted(self, draft: RunDraft, by: str) -> InterestRun:
        row = draft_run(draft=draft, actor=self.world.person(by), at=self.at)
        self.call("run", len(self.life.runs.rows) - 1, row.no)
        return row

    @precondition(some_runs)
    @rule(pick=PICKS)
    def submit_a_run(self, pick: int) -> None:
        run, no = self._run(pick)
        actor = self.world.person(run.by)
        self.both(
            "submit run",
            lambda: self.life.runs.submit(run),
            lambda: submit_run(no=no, actor=actor, at=self.at),
        )

    @precondition(some_runs)
    @rule(pick=PICKS, by=OFFICERS)
    def approve_a_run(self, pick: int, by: str) -> None:
        """Each line that is kept becomes a subsidy, or says why not."""
        run, no = self._run(pick)
        before = len(self.life.subsidies.awards)
        row = self.both(
            "approve run",
            lambda: self.life.runs.approve(run, by, self.life.today),
            lambda: self._approved(no, by, before),
        )
        if row is not None:
            self.tally.answers["award line", "done"] += len(self.life.subsidies.awards) - before

    def _approved(self, no: str, by: str, before: int) -> InterestRun:
        actor, digest = self.world.person(by), InterestRun.objects.get(no=no).digest
        row = approve_run(no=no, digest=digest, actor=actor, at=self.at)
        award_lines(row, actor=actor, at=self.at)
        made = InterestLine.objects.filter(run=row, subsidy__isnull=False).order_by("no")
        for count, name in enumerate(made.values_list("subsidy__no", flat=True)):
            self.call("award", before + count, name)
        return row

    @precondition(some_runs)
    @rule(pick=PICKS)
    def return_a_run(self, pick: int) -> None:
        run, no = self._run(pick)
        told = {"no": no, "words": "利率需再核对", "at": self.at}
        self.both(
            "return run",
            lambda: self.life.runs.send_back(run),
            lambda: return_run(actor=self.world.person("officer/1"), **told),
        )

    def _run(self, pick: int) -> tuple[Run, str]:
        run = self.one(self.life.runs.rows, pick)
        return run, self.name("run", run.key)
