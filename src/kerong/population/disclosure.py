"""What an institution may see of its screening: names only under a consent that covers them all."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, QuerySet

from kerong.evidence.consent_terms import PRE_SCREEN
from kerong.evidence.models import Consent
from kerong.population.models import PreApproval, Screening

FEWEST = 5  # a smaller number of firms is not told


@dataclass(frozen=True, slots=True)
class Hidden:
    """Firms that fit but have not agreed; `count` None when fewer than five, so not told."""

    count: int | None


def current(screening: Screening, *, on: date) -> QuerySet[PreApproval]:
    """Limits that stand and have not expired on the day."""
    return PreApproval.objects.filter(screening=screening, until_on=None, expires_on__gte=on)


def disclosed(screening: Screening, *, on: date) -> QuerySet[PreApproval]:
    """Those whose firm lets this institution see, today, every category the product reads.

    Asked anew at every read: a consent revoked a moment ago hides the row now.
    """
    if not screening.needed_mask or screening.ended_at is not None:
        return PreApproval.objects.none()
    rows = current(screening, on=on).select_related("enterprise", "invited_by")
    return rows.filter(Exists(covering(screening, on=on)))


def covering(screening: Screening, *, on: date) -> QuerySet[Consent]:
    """Standing consents for pre-screening that cover the product, of the row's firm."""
    needed = screening.needed_mask
    live = Consent.objects.live(on).filter(
        enterprise=OuterRef("enterprise"),
        institution=screening.institution_id,
        purpose=PRE_SCREEN,
        case_ref="",
    )
    covered = ExpressionWrapper(F("category_mask").bitand(needed), BigIntegerField())
    return live.annotate(covered=covered).filter(covered=needed)


def hidden(screening: Screening, *, on: date) -> Hidden:
    """How many fit without being named; told from five firms on."""
    if screening.ended_at is not None:
        return Hidden(None)
    count = current(screening, on=on).exclude(Exists(covering(screening, on=on))).count()
    return Hidden(count if count >= FEWEST else None)
