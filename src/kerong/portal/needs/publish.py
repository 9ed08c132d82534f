"""Publishing from the page: a need for a product cites what was computed for it that day."""

from datetime import date, datetime

from kerong.cases.models import Case
from kerong.cases.publish_need import publish_need
from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.keep_finding import keep_finding
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from kerong.portal.needs.forms import NeedForm


def publish(*, form: NeedForm, client_key: str, actor: Actor, on: date, at: datetime) -> Case:
    """The need of a valid form; raises what `publish_need` raises.

    What-if values are not cited: the finding is of what is known of the firm.
    """
    known = Case.objects.filter(enterprise_id=actor.enterprise_id, client_key=client_key).first()
    if known is not None:
        digest = known.finding_digest
    else:
        digest = finding_for(form.cleaned_data["listing"], actor, on, at)
    return publish_need(actor=actor, draft=form.draft(client_key, digest), at=at)


def finding_for(code: str, actor: Actor, on: date, at: datetime) -> str:
    """The digest of the finding kept for the product; nothing where no product was ordered."""
    firm = Enterprise.objects.filter(pk=actor.enterprise_id).first()
    if not code or firm is None:
        return ""
    facts = facts_of(firm, as_of=on, on=on).facts
    try:
        kept = keep_finding(
            enterprise=firm, code=code, facts=facts, as_of=on, on=on, actor=actor, at=at
        )
    except ListingAbsent:
        return ""  # publishing refuses the product in words of its own
    return str(kept.digest)
