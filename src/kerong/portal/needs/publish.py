"""Publishing from the page: a need for a product cites what was computed for it that day."""

from datetime import datetime

from kerong.cases.models import Case
from kerong.cases.ordered_finding import ordered_finding
from kerong.cases.publish_need import publish_need
from kerong.kernel.actor import Actor
from kerong.portal.needs.forms import NeedForm


def publish(*, form: NeedForm, client_key: str, actor: Actor, at: datetime) -> Case:
    """The need of a valid form; raises what `publish_need` raises."""
    code = form.cleaned_data["listing"]
    cited = ordered_finding(actor=actor, listing_code=code, at=at, client_key=client_key)
    return publish_need(actor=actor, draft=form.draft(client_key, cited), at=at)
