"""一键下单: what a product page or the calculator hands over to a new need."""

from dataclasses import dataclass, field

from django.http import QueryDict

from kerong.cases.models import Case
from kerong.cases.words import AMOUNT, TERM
from kerong.catalogue.models import Listing
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money

_SECURITY = {
    "credit": Case.Security.CREDIT,
    "credit+risk_fund": Case.Security.CREDIT,
    "guarantee": Case.Security.GUARANTEE,
    "gov_guarantee": Case.Security.GUARANTEE,
    "credit+gov_guarantee": Case.Security.GUARANTEE,
    "ip_pledge": Case.Security.PLEDGE,
    "mortgage": Case.Security.MORTGAGE,
}


@dataclass(frozen=True)
class Order:
    """Initial values of the form, and the product they come from."""

    listing: Listing | None = None
    initial: dict[str, object] = field(default_factory=dict)


def order_of(query: QueryDict, actor: Actor) -> Order:
    """Amount and term within what a need may ask; the product only while it is on the shelf."""
    listing = (
        Listing.objects.filter(code=query.get("listing", "")[:24], state="live", kind="loan")
        .select_related("institution", "live")
        .first()
    )
    if listing is None or listing.live is None:
        return Order()
    joined = listing.institution.suspended_at is None  # else nobody there could take it
    term = _within(query.get("term"), TERM.least, TERM.most) or listing.live.term_months
    initial: dict[str, object] = {
        "listing": listing.code,
        "mode": Case.Mode.DIRECTED if joined else Case.Mode.OPEN,
        "addressed_to": listing.institution_id if joined else None,
        "security": _SECURITY.get(listing.live.guarantee, Case.Security.ANY),
        "term_months": term,
        "amount": _amount(query.get("amount", "")),
    }
    return Order(listing, initial)


def _amount(text: str) -> int | None:
    try:
        fen = Money.from_yuan(text).fen
    except Invalid:
        return None
    return min(fen, AMOUNT.most) if fen >= AMOUNT.least else None


def _within(text: str | None, least: int, most: int) -> int | None:
    if text and text.isascii() and text.isdigit() and len(text) <= len(str(most)):
        return int(text) if least <= int(text) <= most else None
    return None
