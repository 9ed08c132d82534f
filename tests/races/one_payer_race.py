"""A loss is claimed, or an insurer agrees to pay it, while a bridge repays the very loan."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.insurance.approve_payout import approve_payout
from kerong.contracts.loans import one_payer
from kerong.contracts.loans.models import Loan
from tests.build import bridges, compensation, insurance, loans, parties, payments
from tests.build.bridges import DUE_FEN, OWN_FEN
from tests.build.cases import CHINA, WAN
from tests.build.invariants import invariants
from tests.races.together import Meeting, at_once, told

APPLIED = datetime(2026, 8, 10, 10, 0, tzinfo=CHINA)
LATE = datetime(2026, 8, 11, 10, 0, tzinfo=CHINA)  # the bank reports arrears since 6 April
AT = datetime(2026, 8, 12, 10, 0, tzinfo=CHINA)
INTEREST_FEN = 1 * WAN
Act = Callable[[], str]  # gives the number that the other has to hear


def run_one_payer_race(*, guard: str, rounds: int) -> dict[str, Any]:
    """What came of it; with the guard "off" nobody waits for the loan's row."""
    fund = bridges.fund()
    made = [(name, *make(fund)) for name, make in WAYS.items() for _ in range(rounds)]
    if guard == "off":
        one_payer._take_turn = lambda loan: None
    _widen()
    outcomes: Counter[str] = Counter()
    both: Counter[str] = Counter(dict.fromkeys(WAYS, 0))
    unnamed = 0
    for name, claim, release in made:
        said: dict[str, Any] = {}
        at_once([told(claim, said, name), told(release, said, "bridge")])
        outcomes.update(f"{who} {code}" for who, (code, _) in said.items())
        done = [heard for code, heard in said.values() if code == "done"]
        refused = [heard for code, heard in said.values() if code != "done"]
        both[name] += len(done) == 2
        unnamed += [heard.get("no") for heard in refused] != done
    return {
        "outcomes": dict(outcomes),
        "both": dict(both),
        "unnamed": unnamed,
        "broken": invariants(),
    }


def _claimed(fund: BridgeFund) -> tuple[Act, Act]:
    """The bank lays the loss before the pool."""
    loan = _pooled()
    release = _ready(fund, loan)
    clerk, _ = compensation.staff(loan.institution)
    draft = ClaimDraft(loan_no=loan.no, principal_fen=loan.outstanding_fen)
    return lambda: file_claim(actor=clerk, draft=draft, at=AT).no, release


def _insured(fund: BridgeFund) -> tuple[Act, Act]:
    """The insurer's second person agrees to what its first proposed."""
    loan = _pooled()
    beside = insurance.world(loan)
    policy = beside.in_force()
    release = _ready(fund, loan)
    beside.at = AT
    claim = beside.proposed(beside.filed(policy, interest_fen=INTEREST_FEN))
    assert claim.proposed_at is not None
    decision = {"claim_no": claim.no, "proposed_at": claim.proposed_at, "at": AT}
    chief = beside.chief

    def agree() -> str:
        approve_payout(actor=chief, **decision)  # type: ignore[arg-type]
        return policy.no

    return agree, release


WAYS: dict[str, Callable[[BridgeFund], tuple[Act, Act]]] = {
    "claim": _claimed,
    "payout": _insured,
}


def _pooled() -> Loan:
    bank = parties.institution()
    product = compensation.listing(bank)
    under = compensation.agreement(bank, listings=(product.code,))
    loan = compensation.pooled_loan(under, DUE_FEN, term_months=6, disbursed_on=date(2026, 3, 6))
    for party in (bank, loan.enterprise):
        payments.account_of(party.reference, holder=party.name)
    return loan


def _ready(fund: BridgeFund, loan: Loan) -> Act:
    """A bridge that is approved, with the firm's own part in and the arrears discussed."""
    world = bridges.World(fund, loan, parties.institution(), at=APPLIED)
    bridge = world.applied()
    world.backed(bridge, promised_until=date(2026, 12, 31))
    world.approved(bridge)
    world.received(bridge, OWN_FEN)
    loans.report(
        loan, "arrears", "2026-08-11", at=LATE, principal_fen=0, interest_fen=INTEREST_FEN,
        due_on="2026-04-06",
    )  # fmt: skip
    world.at = AT
    world.coordinated(bridge, "overdue")
    return lambda: _released(world, bridge)


def _released(world: bridges.World, bridge: Bridge) -> str:
    world.released(bridge)
    return bridge.no


def _widen() -> None:
    """Who has looked for the other waits until the other has looked too."""
    meeting = Meeting()
    one_payer.claimed_under = meeting.after(one_payer.claimed_under)
    one_payer._repaying["bridges"] = meeting.after(one_payer._repaying["bridges"])
