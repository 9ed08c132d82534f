"""The programme of a fund: fees, days and caps of a day, and what one use may come to."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from kerong.contracts.bridges.errors import AboveUseCap, OwnFundsShort, UserKindNotServed
from kerong.contracts.bridges.models import Bridge, BridgeFund, FundTerms
from kerong.finance.bridge_fees import BridgeTerms, bridge_cap_fen, with_late_rate
from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION, ratio_from_ppm
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.shipped import bridge_funds, named

_FORMS = {
    "individual_business": ("sole_trader",),
    "farm_coop": ("farm", "enterprise"),
}
_FIRMS = ("enterprise", "large_private", "representative")


def programme_row(fund: BridgeFund, day: date) -> Row[BridgeTerms]:
    """Raises NotInForce where the programme has no rule on the day."""
    return named(bridge_funds(), fund.programme).on(day)


def terms_of(bridge: Bridge) -> BridgeTerms:
    """The terms of the day it was asked for, with the district's own rate beyond the last day."""
    return with_late_rate(
        programme_row(bridge.fund, bridge.asked_on).terms,
        ratio_from_ppm(bridge.terms.late_rate_ppm),
    )


def kinds_for(legal_form: str, terms: BridgeTerms) -> tuple[str, ...]:
    """Kinds of user a firm of this legal form may be under the programme."""
    possible = _FORMS.get(legal_form, _FIRMS)
    return tuple(kind for kind in possible if not terms.users or kind in dict(terms.users))


def most_of(terms: BridgeTerms, user_kind: str) -> int:
    """The cap of one use for this kind of user, before any promise of the bank."""
    return dict(terms.users).get(user_kind, terms.most_fen)


def require_kind(legal_form: str, user_kind: str, terms: BridgeTerms) -> None:
    if user_kind not in kinds_for(legal_form, terms):
        raise UserKindNotServed()


def require_amount(
    terms: BridgeTerms, user_kind: str, amount_fen: int, promised_fen: int | None = None
) -> None:
    """The cap of a use; once a renewal is promised also its share of that.

    Donghai, a firm: a renewal of 800 万 promised allows 760 万. Raises AboveUseCap.
    """
    most = most_of(terms, user_kind)
    if promised_fen is not None:
        most = bridge_cap_fen(replace(terms, most_fen=most), promised_fen)
    if amount_fen > most:
        raise AboveUseCap(most_fen=most, most=Money(most).yuan_text())


def least_own_fen(terms: FundTerms, repay_fen: int) -> int:
    """The firm's part at least, up to the next fen: 20 % of 135 万 are 27 万."""
    return ceil(Fraction(repay_fen * terms.own_share_ppm, MILLION))


def require_own_funds(terms: FundTerms, repay_fen: int, amount_fen: int) -> None:
    least = least_own_fen(terms, repay_fen)
    if repay_fen - amount_fen < least:
        raise OwnFundsShort(least_fen=least, least=Money(least).yuan_text())
