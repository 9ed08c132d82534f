"""Threads with connections of their own decide claims under one cap, and claim one loss at once."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from kerong.contracts.compensation import caps
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.errors import CapMoved
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import CapUse, Claim, ClaimShare
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from tests.build import compensation as build
from tests.build import parties
from tests.build.cases import WAN
from tests.build.invariants import invariants
from tests.races.together import at_once

CAP = 300 * WAN
WIDEN = 0.3  # seconds between looking and writing when the guard is off
TRIES = 20
Outcomes = Counter[str]


def run_compensation_race(*, guard: str, threads: int) -> dict[str, Any]:
    """Each claim would take 160 万 of a cap of 300; with the guard "off" uses are just written."""
    bank, firm = parties.institution(), parties.enterprise()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,), caps=(("fund", "firm", CAP),))
    held = [
        build.proposed(build.with_papers(build.filed(build.lost(loan))))
        for loan in (build.pooled_loan(under, firm=firm) for _ in range(threads))
    ]
    last = build.lost(build.pooled_loan(under))
    officers = [build.officer() for _ in range(threads)]
    clerks = [parties.actor(roles.INSTITUTION_CLERK, institution=bank) for _ in range(threads)]
    if guard == "off":
        caps.take_use = _naive
    outcomes: Outcomes = Counter()
    jobs = [
        lambda claim=claim, officer=officer: _decide(claim, officer, outcomes)  # type: ignore[misc]
        for claim, officer in zip(held, officers, strict=True)
    ]
    at_once(jobs)
    at_once([lambda clerk=clerk: _file(last, clerk, outcomes) for clerk in clerks])  # type: ignore[misc]
    shares = ClaimShare.objects.filter(payer="fund")
    return {
        "outcomes": dict(outcomes),
        "funds": sorted(share.total_fen for share in shares),
        "used": list(CapUse.objects.values_list("used_fen", flat=True)),
        "claims_of_last": Claim.objects.filter(loan=last).count(),
        "broken": invariants(),
    }


def _decide(claim: Claim, officer: Actor, outcomes: Outcomes) -> None:
    """As its user would: where somebody was faster under the cap, decide again."""
    assert claim.proposed_at is not None
    for _ in range(TRIES):
        told = {"claim_no": claim.no, "proposed_at": claim.proposed_at, "at": build.DECIDED}
        said = _try(lambda: approve_decision(actor=officer, **told))  # type: ignore[arg-type]  # noqa: B023
        if said != CapMoved.code:
            break
    outcomes[f"decide {said}"] += 1


def _file(loan: Loan, clerk: Actor, outcomes: Outcomes) -> None:
    draft = ClaimDraft(loan_no=loan.no, principal_fen=loan.outstanding_fen)
    said = _try(lambda: file_claim(actor=clerk, draft=draft, at=build.CLAIMED))
    outcomes[f"file {said}"] += 1


def _try(act: Callable[[], object]) -> str:
    try:
        act()
    except Fault as fault:
        return fault.code
    except Exception as fault:
        return f"crash: {type(fault).__name__}: {fault}"[:200]
    return "done"


def _naive(use_id: int, seen_fen: int, used_fen: int) -> bool:
    time.sleep(WIDEN)
    return bool(CapUse.objects.filter(pk=use_id).update(used_fen=used_fen))
