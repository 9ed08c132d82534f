"""Two awards at once that share no month: once against months, all loans against one, one cap."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from kerong.contracts.subsidies import award_lines as lines
from kerong.contracts.subsidies import award_subsidy as awarding
from kerong.contracts.subsidies import award_together as together
from kerong.contracts.subsidies import entitlements
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award import ONCE, SubsidyAward
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.interest_claims import used_by
from kerong.contracts.subsidies.models import InterestRun, Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.kernel.errors import Fault
from tests.build import loans, subsidies
from tests.build.cases import WAN
from tests.build.invariants import invariants
from tests.races.together import Meeting, at_once

CAP_FEN = 50 * WAN
_HALVES = (
    Period(date(2024, 4, 1), date(2024, 10, 1)),
    Period(date(2024, 10, 1), date(2025, 4, 1)),
)
_BUDGETS = ("interest", "interest-more")
_numbers = count(1)


def run_claims_race(*, guard: str, firms: int) -> dict[str, Any]:
    """What came of it; with the guard "off" nobody waits for the party's row."""
    subsidies.held_reference()
    subsidies.budget()
    for key in _BUDGETS:  # of their own: a hold in one budget would let one wait for the other
        subsidies.budget(key, title="贷款贴息")
    if guard == "off":
        entitlements.take_turn = lambda party: None
        together._take_turns = lambda parties: None
    _widen()
    outcomes: Counter[str] = Counter()
    twice = Counter(
        {name: sum(_twice(make, outcomes) for _ in range(firms)) for name, make in PAIRS.items()}
    )
    passed = _cap_passed(firms)
    return {
        "outcomes": dict(outcomes),
        "twice": dict(twice),
        "cap_passed": passed,
        "broken": invariants(),
    }


def _once(firm: Any) -> list[SubsidyAward]:
    return [
        subsidies.award(firm),
        subsidies.city(firm, first_month=ONCE, last_month=ONCE),
    ]


def _whole_firm(firm: Any) -> list[SubsidyAward]:
    return [_interest(firm, "loan:L-1", 1), _interest(firm, "loan-interest", 2)]


def _project(firm: Any) -> list[SubsidyAward]:
    return [_interest(firm, "loan:L-1", 1), _interest(firm, "project:P-1", 2)]


def _interest(firm: Any, matter: str, no: int) -> SubsidyAward:
    clause = f"clause-{no}"
    return subsidies.award(firm, family="loan-interest", clause=clause, matter=matter)


PAIRS: dict[str, Callable[[Any], list[SubsidyAward]]] = {
    "once": _once,
    "whole_firm": _whole_firm,
    "project": _project,
}


def _twice(make: Callable[[Any], list[SubsidyAward]], outcomes: "Counter[str]") -> int:
    """1 where both were awarded."""
    firm = subsidies.payee()
    at_once([partial(_award, each, outcomes) for each in make(firm)])
    return int(Subsidy.objects.filter(enterprise=firm).count() > 1)


def _award(award: SubsidyAward, outcomes: "Counter[str]") -> None:
    try:
        awarding.award_subsidy(award=award, actor=subsidies.officer(), at=subsidies.AT)
        outcomes["done"] += 1
    except Fault as fault:
        outcomes[fault.code] += 1
    except Exception as crash:
        outcomes[f"crash {crash!r}"[:200]] += 1


def _cap_passed(firms: int) -> int:
    """Firms that two runs awarded at once paid more than the programme pays a firm."""
    parties = [subsidies.payee() for _ in range(firms)]
    for firm in parties:
        _large(firm)
    runs = [_approved(*each) for each in zip(_HALVES, _BUDGETS, strict=True)]
    officer = subsidies.officer()
    at_once([partial(lines.award_lines, run, actor=officer, at=subsidies.AT) for run in runs])
    awarded = set(Subsidy.objects.filter(programme="fuyang").values_list("entitlement__party"))
    assert len(awarded) == firms
    used = [used_by(party, "fuyang", _HALVES[0]).firm_fen for (party,) in awarded]
    return sum(fen > CAP_FEN for fen in used)


def _large(firm: Any) -> None:
    """5,000 万, half a year of which brings about 43 万 at 富阳."""
    no = f"take_up:C{next(_numbers)}"
    held = loans.loan(
        firm=firm, principal_fen=5_000 * WAN, method="interest-first", day_count="act/365",
        disbursed_on=date(2024, 3, 15), term_months=24, reference=no, bank_no=no, origin=no,
    )  # fmt: skip
    loans.report(held, "repayment", "2026-04-06", at=subsidies.AT, interest_fen=300 * WAN)


def _approved(period: Period, budget: str) -> InterestRun:
    code = f"{budget}-2026"
    draft = RunDraft(programme="fuyang", clause="fuyang-interest", budget=code, period=period)
    run = draft_run(draft=draft, actor=subsidies.officer(), at=subsidies.AT)
    run = submit_run(no=run.no, actor=subsidies.officer(), at=subsidies.AT)
    return approve_run(no=run.no, digest=run.digest, actor=subsidies.officer(), at=subsidies.AT)


def _widen() -> None:
    """A pause between looking and writing, and between an award and the look at its caps."""
    opened, award, new = entitlements._opened, lines.award_subsidy, together._require_new

    meeting = Meeting()

    def later(*given: Any) -> Any:
        meeting.wait()
        return opened(*given)

    def lingering(**given: Any) -> Any:
        made = award(**given)
        meeting.wait()
        return made

    def looking(parties: Any) -> None:
        new(parties)
        meeting.wait()

    entitlements._opened = later
    together._require_new = looking
    lines.award_subsidy = lingering
