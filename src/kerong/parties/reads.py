"""What the pages about people and organisations ask; a fixed number of queries each."""

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.duties import family_of
from kerong.parties.models import (
    ApiToken,
    Department,
    Enterprise,
    FirmClaim,
    Institution,
    Invitation,
    Mandate,
    Person,
)
from kerong.parties.names import search_form

_ORGANISATIONS = ("enterprise", "institution", "department")


def mandates_in_firm(actor: Actor) -> QuerySet[Mandate]:
    """Who may act for the actor's firm now."""
    live = Mandate.objects.live().filter(enterprise_id=actor.enterprise_id)
    return live.select_related("person", "enterprise")


def mandates_in_institution(actor: Actor) -> QuerySet[Mandate]:
    """Who may act for the actor's institution or one of its branches now."""
    live = Mandate.objects.live().filter(institution_id__in=family_of(actor.institution_id))
    return live.select_related("person", "institution")


def open_invitations(actor: Actor, *, at: datetime) -> QuerySet[Invitation]:
    """Links that still wait: of the firm, of the institution's family, or all for an operator."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    waiting = waiting.select_related("invited_by", *_ORGANISATIONS)
    if actor.role in roles.FIRM:
        return waiting.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION:
        return waiting.filter(institution_id__in=family_of(actor.institution_id))
    return waiting if actor.role == roles.OPERATOR else waiting.none()


def own_family(actor: Actor) -> QuerySet[Institution]:
    """The actor's institution and its branches."""
    return Institution.objects.filter(pk__in=family_of(actor.institution_id)).order_by("name")


def colleagues(actor: Actor) -> QuerySet[Person]:
    """People with a live mandate in the actor's institution or its branches."""
    held = Mandate.objects.live().filter(
        person=OuterRef("pk"), institution_id__in=family_of(actor.institution_id)
    )
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def institutions() -> QuerySet[Institution]:
    """Every institution with its parent and how many people act for it (`staff_count`)."""
    live = Count("mandates", filter=Q(mandates__ended_at=None))
    return Institution.objects.select_related("parent").annotate(staff_count=live)


def staff_of(institution_id: int) -> QuerySet[Mandate]:
    live = Mandate.objects.live().filter(institution_id=institution_id)
    return live.select_related("person", "institution").order_by("role", "person__name")


def people(text: str = "", role: str = "") -> QuerySet[Person]:
    """Everyone, or those whose name, initials, login or phone match and who hold the role."""
    found = Person.objects.annotate(
        mandate_count=Count("mandates", filter=Q(mandates__ended_at=None))
    )
    word = search_form(text)
    if word:
        found = found.filter(
            Q(name__contains=word)
            | Q(name__contains=text.strip())
            | Q(initials__contains=word)
            | Q(login__contains=word)
            | Q(phone__contains=word)
        )
    if role:
        held = Mandate.objects.live().filter(person=OuterRef("pk"), role=role)
        found = found.filter(Exists(held))
    return found


def mandates_ever(person_id: int) -> QuerySet[Mandate]:
    """All mandates of a person, the live ones first."""
    rows = Mandate.objects.filter(person_id=person_id).select_related(*_ORGANISATIONS)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "pk")


def claims(outcome: str = "") -> QuerySet[FirmClaim]:
    rows = FirmClaim.objects.select_related("person", "enterprise", "decided_by")
    return rows.filter(outcome=outcome) if outcome else rows


def unverified_firms() -> QuerySet[Enterprise]:
    """Firms nobody has checked yet, with the request that waits for an answer (`claim_id`)."""
    waiting = FirmClaim.objects.filter(
        enterprise=OuterRef("pk"), outcome=FirmClaim.Outcome.PENDING
    ).order_by("asked_at", "pk")
    rows = Enterprise.objects.filter(unverified_since__isnull=False)
    return rows.annotate(claim_id=Subquery(waiting.values("pk")[:1]))


def own_claims(actor: Actor) -> QuerySet[FirmClaim]:
    return claims().filter(person_id=actor.person_id)


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """The actor's own tokens, whichever mandate they stand under."""
    rows = ApiToken.objects.filter(mandate__person_id=actor.person_id)
    return rows.select_related("mandate__enterprise", "mandate__institution", "mandate__department")


def departments() -> QuerySet[Department]:
    return Department.objects.order_by("code")
