"""就高不重复: several programmes for one matter of one firm, and what each of them still pays."""

from collections.abc import Sequence
from dataclasses import dataclass

from kerong.finance.terms import require_choice

HIGHEST, DIFFERENCE, SUM_CAPPED = "max", "difference", "sum_capped"
STACK_RULES = (HIGHEST, DIFFERENCE, SUM_CAPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What one programme approved for the matter, at most, and has paid already."""

    code: str
    approved_fen: int
    paid_fen: int = 0
    cap_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """What a programme pays now; superseded ones pay nothing more and may have to take back."""

    code: str
    pay_fen: int
    return_fen: int = 0
    superseded: bool = False


def payable(rule: str, claims: Sequence[Claimed]) -> tuple[Payable, ...]:
    """What each programme pays now, in the order given; of equals the earlier counts as higher.

    30 万 of the district (paid) and 50 万 of the city. `max`: the city pays 50, the district takes
    back 30. `difference`: the city pays 20 more. `sum_capped` with caps 30 and 60: both may pay
    in turn up to 60 together, so the city pays 30. Supporting payments (配套) are no duplicates
    and are not given to this function. Raises TermsUnknown.
    """
    require_choice("stack_rule", rule, STACK_RULES)
    if not claims:
        return ()
    if rule == SUM_CAPPED:
        return _sum_capped(claims)
    best = max(claims, key=lambda claim: claim.approved_fen)  # the first of equals
    if rule == HIGHEST:
        return tuple(_only(claim, claim is best) for claim in claims)
    paid = sum(claim.paid_fen for claim in claims)
    rest = max(0, best.approved_fen - paid)
    return tuple(
        Payable(code=claim.code, pay_fen=rest)
        if claim is best
        else Payable(code=claim.code, pay_fen=0, superseded=True)
        for claim in claims
    )


def _only(claim: Claimed, is_best: bool) -> Payable:
    if is_best:
        return Payable(code=claim.code, pay_fen=max(0, claim.approved_fen - claim.paid_fen))
    return Payable(code=claim.code, pay_fen=0, return_fen=claim.paid_fen, superseded=True)


def _sum_capped(claims: Sequence[Claimed]) -> tuple[Payable, ...]:
    """Together at most the highest cap (an approved amount is its own cap where none is given)."""
    most = max(claim.approved_fen if claim.cap_fen is None else claim.cap_fen for claim in claims)
    room = max(0, most - sum(claim.paid_fen for claim in claims))
    found = []
    for claim in claims:
        pay = min(room, max(0, claim.approved_fen - claim.paid_fen))
        room -= pay
        found.append(Payable(code=claim.code, pay_fen=pay))
    return tuple(found)
