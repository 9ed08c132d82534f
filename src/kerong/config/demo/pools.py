"""Scorecards, class tests and pools of the demo, and one product of a bank that is screened."""

from datetime import datetime

from kerong.catalogue.models import Listing
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.demo.tables import ZONE
from kerong.config.paths import PACKS, shipped_packs
from kerong.cultivation.set_pool import set_pool
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.actors import actor_for
from kerong.parties.models import Institution, Mandate
from kerong.population.open_screening import open_screening

VALID_DAYS = 90


def load_assessments(at: datetime) -> int:
    """Publish every pack outside the zone's own but templates; returns how many."""
    folders = [folder for folder in shipped_packs() if ZONE not in folder.parents]
    for folder in folders:
        publish_pack(actor=SYSTEM, folder=folder, at=at)
    return len(folders)


def load_pools(at: datetime) -> int:
    """Set every pool that is shipped; the worker's first run fills them."""
    texts = sorted((PACKS / "pools").glob("*.yaml"))
    for path in texts:
        set_pool(actor=SYSTEM, text=path.read_text(encoding="utf-8"), at=at)
    return len(texts)


def load_screening(at: datetime) -> None:
    """The first sample loan of the demo's first bank is screened, as its approver would ask."""
    banks = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")
    for listing in Listing.objects.filter(
        institution=banks[0], kind="loan", state=Listing.State.LIVE
    ).order_by("code")[:1]:
        held = Mandate.objects.live().filter(institution=banks[0], role=roles.INSTITUTION_APPROVER)
        mandate = held.select_related("person")[0]
        approver = actor_for(mandate.person, mandate.pk, second_factor=True)
        open_screening(actor=approver, code=listing.code, valid_days=VALID_DAYS, at=at)
