"""Claiming the months of an entitlement: unique rows, so whoever overlaps meets the other."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kerong.contracts.subsidies.award import ONCE, SubsidyAward
from kerong.contracts.subsidies.errors import AlreadyEntitled, SubsidyMoved
from kerong.contracts.subsidies.families import Family
from kerong.contracts.subsidies.loan_matter import FAMILY
from kerong.contracts.subsidies.models import EntitledMonth, Entitlement, Subsidy

TRIES = 3


def claimed(award: SubsidyAward, family: Family, party: str) -> Entitlement:
    """The entitlement of exactly these months, its row ours until the end of the transaction.

    Raises AlreadyEntitled for months that overlap another period, and SubsidyMoved when others
    were faster again and again.
    """
    for _ in range(TRIES):
        held = standing_entitlement(award, family, party)
        if held is None:
            held = _opened(award, family, party)
        if held is not None and _ours(held):
            return held
    raise SubsidyMoved(no=award.reference, state="-")


def standing_entitlement(award: SubsidyAward, family: Family, party: str) -> Entitlement | None:
    """The entitlement of these very months, if any; two queries. Raises AlreadyEntitled."""
    same = Q(family__in=family.names, party=party) & _same_matter(award.matter, family)
    if award.first_month != ONCE:
        same &= Q(month__in=[*award.months, ONCE])
    pks = set(EntitledMonth.objects.filter(same).values_list("entitlement_id", flat=True))
    if not pks:
        return None
    rows = list(Entitlement.objects.filter(pk__in=pks).order_by("first_month"))
    asked = (award.matter, award.first_month, award.last_month)
    for held in rows:
        if (held.matter, held.first_month, held.last_month) != asked:
            raise already_entitled(held)
    return rows[0]


def _same_matter(matter: str, family: Family) -> Q:
    """Interest a clause pays on all loans of a firm stands for each of them, and they for it."""
    if FAMILY not in family.names:
        return Q(matter=matter)
    return Q() if matter == FAMILY else Q(matter__in=[matter, FAMILY])


def live_under(entitlement: Entitlement) -> list[Subsidy]:
    """What stands under the entitlement, in the order of the decisions."""
    rows = Subsidy.objects.filter(entitlement=entitlement, state__in=Subsidy.LIVE)
    return list(rows.select_related("budget", "enterprise").order_by("pk"))


def already_entitled(held: Entitlement, by: Subsidy | None = None) -> AlreadyEntitled:
    """The refusal that names the programme and the number that pay already."""
    other = by or next(iter(live_under(held)), None)
    return AlreadyEntitled(
        programme=other.programme if other else held.family,
        clause=other.clause if other else "",
        no=other.no if other else "-",
        first=held.first_month,
        last=held.last_month,
    )


def free_months(entitlement: Entitlement) -> None:
    """An entitlement under which nothing stands any more leaves its months to others."""
    if not Subsidy.objects.filter(entitlement=entitlement, state__in=Subsidy.LIVE).exists():
        EntitledMonth.objects.filter(entitlement=entitlement).delete()


def _opened(award: SubsidyAward, family: Family, party: str) -> Entitlement | None:
    """A new one; None when somebody else claimed one of its months in this very moment."""
    place = {"family": family.key, "party": party, "matter": award.matter}
    try:
        with transaction.atomic():
            held = Entitlement.objects.create(
                **place, first_month=award.first_month, last_month=award.last_month
            )
            EntitledMonth.objects.bulk_create(
                EntitledMonth(entitlement=held, month=month, **place) for month in award.months
            )
    except IntegrityError:
        return None
    return held


def _ours(held: Entitlement) -> bool:
    """Write the row, which makes others wait; False when its months were freed meanwhile."""
    Entitlement.objects.filter(pk=held.pk).update(moves=F("moves") + 1)
    held.refresh_from_db()
    return held.months.exists()
