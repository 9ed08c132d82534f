"""What was computed for a product on the day a firm ordered it: kept, so that the need cites it."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.cases.models import Case
from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.keep_finding import keep_finding
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise


def ordered_finding(
    *, actor: Actor, listing_code: str, at: datetime, client_key: str | None = None
) -> str:
    """The digest of the finding kept; empty where no product was ordered or it left the shelf.

    A need published before under this client key keeps what it cites: sent again, it is the same.

    What-if values are not cited: the finding is of what is known of the firm. Publishing refuses
    an absent product in words of its own.
    """
    firm = Enterprise.objects.filter(pk=actor.enterprise_id).first()
    if not listing_code or firm is None:
        return ""
    known = Case.objects.filter(enterprise=firm, client_key=client_key or "").first()
    if known is not None:
        return known.finding_digest
    on = localdate(at)
    facts = facts_of(firm, as_of=on, on=on).facts
    try:
        kept = keep_finding(
            enterprise=firm, code=listing_code, facts=facts, as_of=on, on=on, actor=actor, at=at
        )
    except ListingAbsent:
        return ""
    return str(kept.digest)
