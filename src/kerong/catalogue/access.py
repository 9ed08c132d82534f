"""Who may do what with packs, listings and calculations, and the only ways to get a record."""

from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.models import Listing
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

SEE_PRODUCTS = Policy("catalogue.see_products", roles.EVERYONE, Whose.PUBLIC)
SEE_POLICIES = Policy("catalogue.see_policies", roles.EVERYONE, Whose.PUBLIC)
CALCULATE = Policy(
    "catalogue.calculate",
    roles.EVERYONE,
    Whose.PUBLIC,
    note="with facts that the asker brings along; nothing is stored",
)
KEEP_FINDING = Policy("catalogue.keep_finding", roles.FIRM, Whose.OWN_ENTERPRISE)
KEEP_CLAUSE_FINDING = Policy(
    "catalogue.keep_clause_finding",
    roles.FIRM | {roles.OFFICER, roles.SYSTEM},
    Whose.OWN_ENTERPRISE,
    note="an office or the platform where it screens firms or looks at an application again",
)
ERASE_FINDINGS = Policy(
    "catalogue.erase_findings", frozenset({roles.OPERATOR, roles.SYSTEM}), Whose.PLATFORM
)
SEE_LISTINGS = Policy("catalogue.see_listings", roles.INSTITUTION, Whose.OWN_INSTITUTION)
DRAFT_LISTING = Policy(
    "catalogue.draft_listing",
    frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
)
DECIDE_LISTING = Policy(
    "catalogue.decide_listing",
    frozenset({roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
    note="by a second person; nobody approves a form of their own",
)
RETIRE_LISTING = Policy(
    "catalogue.retire_listing",
    frozenset({roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
)
PUBLISH_PACK = Policy(
    "catalogue.publish_pack", frozenset({roles.OPERATOR, roles.SYSTEM}), Whose.PLATFORM
)
IMPORT_CLAUSES = Policy(
    "catalogue.import_clauses", frozenset({roles.OPERATOR, roles.SYSTEM}), Whose.PLATFORM
)
REPLAY = Policy(
    "catalogue.replay",
    frozenset({roles.AUDITOR, roles.OPERATOR, roles.SYSTEM}),
    Whose.PLATFORM,
)


def shelf_listing(code: str) -> Listing:
    """A product on the shelf; anybody may see it."""
    found = _with_names().filter(code=code, state=Listing.State.LIVE).first()
    if found is None:
        raise ListingAbsent(code=code[:40])
    return found


def own_listing(actor: Actor, code: str) -> Listing:
    """A product of the actor's institution in any state; a stranger's reads as absent."""
    SEE_LISTINGS.require(actor)
    found = _with_names().filter(code=code, institution_id=actor.institution_id).first()
    if found is None:
        raise ListingAbsent(code=code[:40])
    return found


def _with_names():  # type: ignore[no-untyped-def]
    return Listing.objects.select_related("institution", "offering", "live")
