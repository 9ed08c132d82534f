"""申请应急转贷: a firm asks for public money to repay a maturing loan its bank will renew."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import APPLY, fund_named
from kerong.contracts.bridges.checks import require_not_banned
from kerong.contracts.bridges.errors import (
    BankNotPossible,
    BridgeOpen,
    FigureWrong,
    LoanNotBridgeable,
)
from kerong.contracts.bridges.hindrances import hindrances, known_of, sorted_codes
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.notes import bank_of, note_bridge, old_bank_of, say
from kerong.contracts.bridges.parameters import desk_rule
from kerong.contracts.bridges.programmes import (
    programme_row,
    require_amount,
    require_kind,
    require_own_funds,
)
from kerong.contracts.bridges.refusals import require_not_barred
from kerong.contracts.bridges.set_terms import terms_in_force
from kerong.contracts.bridges.words import checked_words
from kerong.contracts.loans.access import loan_for
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.one_payer import require_unclaimed
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.parties.models import Institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What the firm asks for; `said` are codes of hindrances it tells of itself.

    `institution_id` is the bank that will renew, the loan's own unless another is named.
    """

    fund: str
    user_kind: str
    repay_fen: int
    amount_fen: int
    said: tuple[str, ...] = ()
    words: str = ""
    institution_id: int | None = None


def apply_bridge(*, actor: Actor, loan_no: str, application: Application, at: datetime) -> Bridge:
    """Send it to the bank that will renew; what must be lifted first is shown, not refused.

    Raises FirmBanned, LoanNotBridgeable, UserKindNotServed, AboveUseCap, OwnFundsShort,
    HindranceBars, BankNotPossible, BridgeOpen, NoTerms, NotInForce, and LossClaimed where the
    loss of the loan is claimed.
    """
    APPLY.require(actor)
    loan, on = loan_for(actor, loan_no), localdate(at)
    bridge = _draft(loan, application, actor=actor, at=at)
    require_not_banned(loan.enterprise_id)
    require_bridgeable(loan, on)
    rule = programme_row(bridge.fund, on).terms
    require_kind(loan.enterprise.legal_form, bridge.user_kind, rule)
    require_amount(rule, bridge.user_kind, bridge.amount_fen)
    require_own_funds(bridge.terms, bridge.repay_fen, bridge.amount_fen)
    known = known_of(loan, on)
    require_not_barred(hindrances(bridge.terms, known=known, said=application.said))
    bridge.seen = sorted_codes(known)
    with transaction.atomic():
        require_unclaimed(loan)
        _insert(bridge, at)
        note_bridge(bridge, "asked", actor=actor, at=at, facts=_noted(bridge))
        told = {"due_on": loan.matures_on}
        for to in sorted({bank_of(bridge), old_bank_of(bridge)}):
            say(bridge, "bridge.asked", to=to, at=at, facts=told)
    return bridge


def require_bridgeable(loan: Loan, on: date) -> None:
    """A running loan close to its maturity, not past it. Raises LoanNotBridgeable."""
    opens_on = loan.matures_on - timedelta(days=desk_rule(on).window_days)
    if loan.state != Loan.State.ACTIVE or loan.outstanding_fen <= 0:
        raise LoanNotBridgeable(reason="nothing is owed on it", reason_zh="没有余额")
    if on < opens_on:
        day = opens_on.isoformat()
        raise LoanNotBridgeable(reason=f"it opens on {day}", reason_zh=f"{day} 起可以申请")
    if on > loan.matures_on:
        raise LoanNotBridgeable(reason="it has matured", reason_zh="已过到期日")


def _draft(loan: Loan, wish: Application, *, actor: Actor, at: datetime) -> Bridge:
    if wish.user_kind not in Bridge.UserKind.values:
        raise FigureWrong(field="user_kind")
    if not 0 < wish.amount_fen <= min(wish.repay_fen, loan.outstanding_fen):
        raise FigureWrong(field="amount_fen")
    if wish.repay_fen < loan.outstanding_fen:
        raise FigureWrong(field="repay_fen")
    fund, on = fund_named(wish.fund), localdate(at)
    return Bridge(
        no=number_to_come(),
        fund=fund,
        terms=terms_in_force(fund, on),
        loan=loan,
        enterprise=loan.enterprise,
        institution=_bank(loan, wish.institution_id),
        user_kind=wish.user_kind,
        repay_fen=wish.repay_fen,
        amount_fen=wish.amount_fen,
        said=sorted_codes(wish.said),
        words=checked_words(wish.words, least=0, most=1000),
        asked_on=on,
        asked_by_id=actor.person_id,
        asked_at=at,
    )


def banks() -> "list[Institution]":
    """Banks of the platform that may renew a loan."""
    rows = Institution.objects.filter(kind="bank", suspended_at=None)
    return list(rows.exclude(admitted_at=None).order_by("name"))


def _bank(loan: Loan, institution_id: int | None) -> Institution:
    if institution_id in (None, loan.institution_id):
        return loan.institution
    found = next((bank for bank in banks() if bank.pk == institution_id), None)
    if found is None:
        raise BankNotPossible()
    return found


def _insert(bridge: Bridge, at: datetime) -> None:
    try:
        with transaction.atomic():
            bridge.save(force_insert=True)
    except IntegrityError as fault:
        raise BridgeOpen() from fault
    bridge.no = f"Z{localdate(at).year}-{bridge.pk:06d}"
    Bridge.objects.filter(pk=bridge.pk).update(no=bridge.no)


def _noted(bridge: Bridge) -> dict[str, object]:
    return {
        "fund": bridge.fund.key,
        "loan": bridge.loan.no,
        "bank": bridge.institution_id,
        "user_kind": bridge.user_kind,
        "repay_fen": bridge.repay_fen,
        "amount_fen": bridge.amount_fen,
        "said": bridge.said,
        "seen": bridge.seen,
    }
