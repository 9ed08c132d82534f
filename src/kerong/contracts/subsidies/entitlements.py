"""Claiming the months of an entitlement: unique rows, so whoever overlaps meets the other."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kerong.contracts.subsidies.award import ONCE, SubsidyAward, is_anyones, is_loan, is_whole
from kerong.contracts.subsidies.errors import AlreadyEntitled, SubsidyMoved
from kerong.contracts.subsidies.families import Family
from kerong.contracts.subsidies.loan_matter import FAMILY
from kerong.contracts.subsidies.models import Claimant, EntitledMonth, Entitlement, Subsidy
from kerong.contracts.subsidies.titles import titles_of

TRIES = 3
ANYONE = "anyone"  # whose months of a person or firm are: paid for once, whoever hires or refers


def claimed(award: SubsidyAward, family: Family, party: str) -> Entitlement:
    """The entitlement of exactly these months, its row ours until the end of the transaction.

    The party's row comes first: what others award it at this moment is waited for and seen.
    Raises AlreadyEntitled for months that overlap another period, and SubsidyMoved when others
    were faster again and again.
    """
    take_turn(party)
    for _ in range(TRIES):
        held = standing_entitlement(award, family, party)
        if held is None:
            held = _opened(award, family, party)
        if held is not None and _ours(held):
            _take_more(held, award, family)
            return held
    raise SubsidyMoved(no=award.reference, state="-")


def take_turn(party: str) -> None:
    """Write the row that all awards of the party share; the next one waits for our end."""
    own = Claimant.objects.filter(party=party)
    if own.update(moves=F("moves") + 1):
        return
    Claimant.objects.bulk_create([Claimant(party=party)], ignore_conflicts=True)
    own.update(moves=F("moves") + 1)


def standing_entitlement(award: SubsidyAward, family: Family, party: str) -> Entitlement | None:
    """The entitlement of these very months, if any; two queries. Raises AlreadyEntitled."""
    same = Q(family__in=family.names) & _same_matter(award, family, party)
    if award.first_month != ONCE:
        same &= Q(month__in=[*award.months, ONCE])
    pks = set(EntitledMonth.objects.filter(same).values_list("entitlement_id", flat=True))
    if not pks:
        return None
    rows = list(Entitlement.objects.filter(pk__in=pks).order_by("first_month"))
    asked = (party, award.matter, award.first_month, award.last_month)
    for held in rows:
        if (held.party, held.matter, held.first_month, held.last_month) != asked:
            raise already_entitled(held)
    return rows[0]


def matters_of(award: SubsidyAward, family: Family) -> tuple[str, ...]:
    """Every matter whose months the award takes. Interest on what is no loan (a project) takes
    those of the loans it pays for; where none are named it may be any loan of the firm."""
    if FAMILY not in family.names or award.matter == FAMILY or is_loan(award.matter):
        return (award.matter,)
    return (award.matter, *(award.covers or (FAMILY,)))


def _same_matter(award: SubsidyAward, family: Family, party: str) -> Q:
    """Months of the party that the award would pay for once more, or of the same person or firm.

    What a firm has as a whole stands for each thing it has it for, and they for it: all its
    interest for that on one loan, a sum for all it hired for that on one of them.
    """
    matters = matters_of(award, family)
    own = Q(entitlement__party=party)
    if not any(is_whole(matter) for matter in matters):
        own &= Q(matter__in=matters) | ~Q(matter__contains=":")
    return own | Q(party=ANYONE, matter__in=matters)


def live_under(entitlement: Entitlement) -> list[Subsidy]:
    """What stands under the entitlement, in the order of the decisions."""
    rows = Subsidy.objects.filter(entitlement=entitlement, state__in=Subsidy.LIVE)
    return list(rows.select_related("budget", "enterprise").order_by("pk"))


def already_entitled(held: Entitlement, by: Subsidy | None = None) -> AlreadyEntitled:
    """The refusal that names the programme and the number that pay already."""
    other = by or next(iter(live_under(held)), None)
    title = titles_of([other], other.awarded_at)[other.pk] if other else (held.family, held.family)
    return AlreadyEntitled(
        title=title[0],
        title_en=title[1],
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
            _take(held, matters_of(award, family), award)
    except IntegrityError:
        return None
    return held


def _take(held: Entitlement, matters: Iterable[str], award: SubsidyAward) -> None:
    EntitledMonth.objects.bulk_create(
        EntitledMonth(
            entitlement=held,
            family=held.family,
            party=ANYONE if is_anyones(matter) else held.party,
            matter=matter,
            month=month,
        )
        for matter in matters
        for month in award.months
    )


def _take_more(held: Entitlement, award: SubsidyAward, family: Family) -> None:
    """Months of loans that an earlier award for the same matter did not pay for."""
    known = set(held.months.values_list("matter", flat=True))
    _take(held, [each for each in matters_of(award, family) if each not in known], award)


def _ours(held: Entitlement) -> bool:
    """Write the row, which makes others wait; False when its months were freed meanwhile."""
    Entitlement.objects.filter(pk=held.pk).update(moves=F("moves") + 1)
    held.refresh_from_db()
    return held.months.exists()
