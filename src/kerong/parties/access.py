"""Who may do what with people and organisations, and the only ways to get at a record."""

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose
from kerong.parties.duties import family_of, grant_of, may_grant
from kerong.parties.errors import (
    ClaimNotFound,
    InstitutionNotFound,
    InvitationVoid,
    MandateNotFound,
    PersonNotFound,
    TokenNotFound,
)
from kerong.parties.models import ApiToken, FirmClaim, Institution, Invitation, Mandate, Person

MANDATED = roles.FIRM | roles.INSTITUTION | roles.GOVERNMENT

ENTER = Policy("parties.enter", roles.EVERYONE, Whose.PUBLIC, note="sign in, register, say no more")
MY_ACCOUNT = Policy("parties.my_account", roles.SIGNED_IN, Whose.SELF)
REGISTER_FIRM = Policy("parties.register_firm", roles.SIGNED_IN, Whose.SELF)
MY_TOKENS = Policy("parties.my_tokens", MANDATED, Whose.SELF)
ISSUE_TOKEN = Policy("parties.issue_token", MANDATED, Whose.SELF, second_factor=True)

SEE_FIRM_PEOPLE = Policy("parties.see_firm_people", roles.FIRM, Whose.OWN_ENTERPRISE)
KEEP_FIRM_PEOPLE = Policy(
    "parties.keep_firm_people", frozenset({roles.FIRM_OWNER}), Whose.OWN_ENTERPRISE
)
SEE_INSTITUTION_PEOPLE = Policy(
    "parties.see_institution_people", roles.INSTITUTION, Whose.OWN_INSTITUTION
)
KEEP_INSTITUTION_PEOPLE = Policy(
    "parties.keep_institution_people",
    frozenset({roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
    second_factor=True,
    fresh_factor=True,
)
OPEN_BRANCH = Policy(
    "parties.open_branch",
    frozenset({roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
    second_factor=True,
)

SEE_INSTITUTIONS = Policy("parties.see_institutions", roles.GOVERNMENT, Whose.ALL)
KEEP_INSTITUTIONS = Policy(
    "parties.keep_institutions",
    frozenset({roles.OPERATOR}),
    Whose.PLATFORM,
    second_factor=True,
    fresh_factor=True,
)
SEE_PEOPLE = Policy(
    "parties.see_people", frozenset({roles.OPERATOR, roles.AUDITOR}), Whose.PLATFORM
)
KEEP_PEOPLE = Policy(
    "parties.keep_people",
    frozenset({roles.OPERATOR}),
    Whose.PLATFORM,
    second_factor=True,
    fresh_factor=True,
)


def require(policy: Policy, actor: Actor) -> None:
    """The policy, except that the system itself (installer, loaders) needs no second factor."""
    if actor.role != roles.SYSTEM:
        policy.require(actor)


def person_of(actor: Actor) -> Person:
    """The acting person's own row."""
    return person_numbered(actor.person_id)


def person_numbered(person_id: int | None) -> Person:
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise PersonNotFound()
    return found


def institution_numbered(institution_id: int | None) -> Institution:
    found = Institution.objects.filter(pk=institution_id).select_related("parent").first()
    if found is None:
        raise InstitutionNotFound()
    return found


def own_institution(actor: Actor, institution_id: int | None) -> Institution:
    """The actor's institution or one of its branches."""
    if institution_id not in family_of(actor.institution_id):
        raise InstitutionNotFound()
    return institution_numbered(institution_id)


def mandate_for(actor: Actor, mandate_id: int) -> Mandate:
    """A mandate the actor may look at: their own, of their firm or institution, or as operator."""
    found = (
        Mandate.objects.select_related("person", "enterprise", "institution", "department")
        .filter(pk=mandate_id)
        .first()
    )
    if found is None or not _may_see(actor, found):
        raise MandateNotFound()
    return found


def _may_see(actor: Actor, mandate: Mandate) -> bool:
    if actor.role in (roles.SYSTEM, roles.OPERATOR, roles.AUDITOR):
        return True
    if actor.person_id == mandate.person_id:
        return True
    if actor.role in roles.FIRM:
        return actor.enterprise_id == mandate.enterprise_id
    if actor.role in roles.INSTITUTION and mandate.institution_id is not None:
        return mandate.institution_id in family_of(actor.institution_id)
    return False


def claim_numbered(claim_id: int) -> FirmClaim:
    found = FirmClaim.objects.select_related("person", "enterprise").filter(pk=claim_id).first()
    if found is None:
        raise ClaimNotFound()
    return found


def invitation_for(actor: Actor, invitation_id: int) -> Invitation:
    """An invitation the actor could have sent; InvitationVoid for everything else."""
    found = (
        Invitation.objects.select_related("enterprise", "institution", "department")
        .filter(pk=invitation_id)
        .first()
    )
    if found is None or not may_grant(
        actor, grant_of(found), family=family_of(actor.institution_id)
    ):
        raise InvitationVoid()
    return found


def own_token(actor: Actor, token_id: int) -> ApiToken:
    """A token of the acting person, under whichever mandate it was issued."""
    found = (
        ApiToken.objects.select_related("mandate")
        .filter(pk=token_id, mandate__person_id=actor.person_id)
        .first()
    )
    if found is None:
        raise TokenNotFound()
    return found
