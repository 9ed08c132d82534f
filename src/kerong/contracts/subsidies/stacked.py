"""就高不重复 for one award: what it still pays beside what stands, and what gives way to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.entitlements import already_entitled
from kerong.contracts.subsidies.errors import AwardUnsound
from kerong.contracts.subsidies.models import Entitlement, Subsidy
from kerong.finance.stacking import DIFFERENCE, HIGHEST, SUM_CAPPED, Claimed, Payable, payable


@dataclass(frozen=True, slots=True)
class Stacked:
    """`pay_fen` of the award is paid; `cancelled` gives way unpaid, `returned` is taken back.

    `entitled_fen` is what the party may keep of the matter in all.
    """

    pay_fen: int
    entitled_fen: int
    cancelled: tuple[Subsidy, ...] = ()
    returned: tuple[Subsidy, ...] = ()
    tops_up: Subsidy | None = None


def stacked(
    award: SubsidyAward, entitlement: Entitlement | None, live: Sequence[Subsidy]
) -> Stacked:
    """Raises AlreadyEntitled when nothing is left to pay, naming what pays already."""
    if entitlement is None or not live:
        return Stacked(award.amount_fen, award.cap_fen or award.amount_fen)
    own = [each for each in live if each.clause == award.clause]
    topped = _topped(award, own)
    if own and topped is None:
        raise already_entitled(entitlement, own[0])
    rule = rule_of(award, live)
    claims = _claims(award, live)
    if rule == SUM_CAPPED and all(each.cap_fen is None for each in claims):
        claims[-1] = _without_a_cap(claims)
    shares = payable(rule, claims)
    mine = shares[-1]
    if not mine.pay_fen:
        raise already_entitled(entitlement, max(live, key=lambda each: each.asked_fen))
    cancelled, returned = _giving_way(shares[:-1], live)
    entitled = max(_most(rule, claims), entitlement.entitled_fen)
    return Stacked(mine.pay_fen, entitled, cancelled, returned, topped)


def rule_of(award: SubsidyAward, live: Sequence[Subsidy]) -> str:
    """The rule all of them agree on; else the difference is paid, which nobody has to return.

    Likewise while a lower one is on its way to the bank: it can neither be stopped nor has it
    arrived.
    """
    rules = {award.stack_rule, *(each.stack_rule for each in live)}
    if len(rules) > 1:
        return DIFFERENCE
    under_way = any(each.ordered_fen > each.settled_fen for each in live)
    return DIFFERENCE if award.stack_rule == HIGHEST and under_way else award.stack_rule


def _topped(award: SubsidyAward, own: Sequence[Subsidy]) -> Subsidy | None:
    if not award.tops_up:
        return None
    found = next((each for each in own if each.no == award.tops_up), None)
    if found is None:
        raise AwardUnsound(field="tops_up", text=award.tops_up[:40])
    return found


def _claims(award: SubsidyAward, live: Sequence[Subsidy]) -> list[Claimed]:
    """One claim a clause; what stands counts as paid, for it is promised. The award comes last."""
    clauses = list(dict.fromkeys(each.clause for each in live if each.clause != award.clause))
    claims = [
        Claimed(
            code=clause,
            approved_fen=max(each.asked_fen for each in live if each.clause == clause),
            paid_fen=kept_fen(live, clause),
            cap_fen=next((e.cap_fen for e in live if e.clause == clause and e.cap_fen), None),
        )
        for clause in clauses
    ]
    paid = kept_fen(live, award.clause)
    return [
        *claims,
        Claimed(
            code=award.clause,
            approved_fen=award.amount_fen,
            paid_fen=paid,
            cap_fen=award.cap_fen,
        ),
    ]


def _without_a_cap(claims: Sequence[Claimed]) -> Claimed:
    """Stages that no joint cap bounds are paid in full, each of them."""
    mine = claims[-1]
    before = sum(claim.paid_fen for claim in claims[:-1])
    return replace(mine, cap_fen=before + mine.approved_fen)


def kept_fen(live: Sequence[Subsidy], clause: str) -> int:
    """Granted under the clause less what is taken back."""
    return sum(each.granted_fen - each.returned_fen for each in live if each.clause == clause)


def _most(rule: str, claims: Sequence[Claimed]) -> int:
    if rule == SUM_CAPPED:
        return max(each.approved_fen if each.cap_fen is None else each.cap_fen for each in claims)
    return max(each.approved_fen for each in claims)


def _giving_way(
    shares: Sequence[Payable], live: Sequence[Subsidy]
) -> tuple[tuple[Subsidy, ...], tuple[Subsidy, ...]]:
    """Whatever is superseded under `max`: unpaid ones are cancelled, paid ones taken back."""
    codes = {share.code for share in shares if share.superseded and share.return_fen}
    affected = [each for each in live if each.clause in codes]
    return (
        tuple(each for each in affected if not each.ordered_fen),
        tuple(each for each in affected if each.settled_fen > each.returned_fen),
    )
