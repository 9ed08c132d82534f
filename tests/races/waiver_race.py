"""A bank claims on its policy at the moment its second person gives the claim up."""

from collections import Counter
from datetime import datetime
from typing import Any

from kerong.contracts.insurance import approve_waiver as waiving
from kerong.contracts.insurance import file_insurance_claim as filing
from kerong.contracts.insurance.models import ClaimWaiver, InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.propose_waiver import propose_waiver
from tests.build import insurance as build
from tests.build.cases import CHINA
from tests.build.insurance import World
from tests.build.invariants import invariants
from tests.races.together import Meeting, at_once, told

FREE = datetime(2026, 7, 5, 10, 0, tzinfo=CHINA)  # from here a claim may be given up


def run_waiver_race(*, guard: str, policies: int) -> dict[str, Any]:
    """What came of it; with the guard "off" nobody waits for the policy's row."""
    ready = [_ready() for _ in range(policies)]
    if guard == "off":
        filing.hold_policy = waiving.hold_policy = lambda policy: None
    _widen()
    outcomes: Counter[str] = Counter()
    for world, policy, row in ready:
        said: dict[str, Any] = {}
        at_once([told(*_filing(world, policy, said)), told(*_waiving(world, row, said))])
        outcomes.update(f"{who} {code}" for who, (code, _) in said.items())
    claimed = InsuranceClaim.objects.filter(state__in=InsuranceClaim.LIVE).values("policy")
    waived = ClaimWaiver.objects.filter(state=ClaimWaiver.State.APPROVED)
    return {
        "outcomes": dict(outcomes),
        "both": waived.filter(policy__in=claimed).count(),
        "broken": invariants(),
    }


def _ready() -> tuple[World, InsurancePolicy, ClaimWaiver]:
    """Lost and long overdue, the waiver proposed; people are made before they race."""
    world = build.world()
    policy = world.in_force()
    world.lost()
    world.at = FREE
    assert world.banks_approver
    words = "保单争议久拖不决，本行自愿承担该部分损失"
    row = propose_waiver(actor=world.clerk, policy_no=policy.no, words=words, at=FREE)
    return world, policy, row


def _filing(world: World, policy: InsurancePolicy, said: dict[str, Any]) -> tuple[Any, Any, str]:
    return lambda: world.filed(policy).no, said, "claim"


def _waiving(world: World, row: ClaimWaiver, said: dict[str, Any]) -> tuple[Any, Any, str]:
    seen = {"policy_no": row.policy.no, "proposed_at": row.proposed_at, "at": FREE}
    approver = world.banks_approver
    return lambda: waiving.approve_waiver(actor=approver, **seen).pk, said, "waiver"


def _widen() -> None:
    """Who has looked for the other waits until the other has looked too."""
    meeting = Meeting()
    filing._require_unwaived = meeting.after(filing._require_unwaived)
    waiving.require_waivable = meeting.after(waiving.require_waivable)
