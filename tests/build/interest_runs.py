"""Interest runs for tests: a quarter of one loan, drafted, submitted, approved, awarded."""

from datetime import date, datetime
from itertools import count
from typing import Any

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.submit_run import submit_run
from tests.build import loans, subsidies
from tests.build.cases import CHINA, WAN

AT = datetime(2026, 4, 7, 10, 0, tzinfo=CHINA)
QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))
DRAFT = RunDraft(
    programme="beibei", clause="beibei-interest", budget="interest-2026", period=QUARTER
)
_numbers = count(1)


def world() -> None:
    """The published rates and a budget for interest."""
    subsidies.held_reference()
    subsidies.budget("interest", title="贷款贴息")


def quarter_paid(**fields: Any) -> Loan:
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


def drafted(**fields: Any) -> InterestRun:
    return draft_run(draft=DRAFT, actor=fields.get("actor") or subsidies.officer(), at=AT)


def submitted(run: InterestRun) -> InterestRun:
    return submit_run(no=run.no, actor=subsidies.officer(), at=AT)


def awarded(run: InterestRun) -> InterestRun:
    done = submitted(run)
    officer = subsidies.officer()
    approved = approve_run(no=run.no, digest=done.digest, actor=officer, at=AT)
    assert award_lines(approved, actor=officer, at=AT) == 0
    return approved
