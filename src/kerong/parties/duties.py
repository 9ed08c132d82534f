"""Which duties one person may not hold together (岗位分离), and who may grant which role."""

from collections.abc import Iterable
from dataclasses import dataclass

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.errors import DutiesConflict
from kerong.parties.labels import ROLE_EN, ROLE_ZH
from kerong.parties.models import Institution, Invitation, Mandate


@dataclass(frozen=True, slots=True)
class Grant:
    """One role for one organisation; exactly the organisation the role asks for is given."""

    role: str
    enterprise_id: int | None = None
    institution_id: int | None = None
    department_id: int | None = None

    @property
    def fits(self) -> bool:
        given = (
            self.enterprise_id is not None,
            self.institution_id is not None,
            self.department_id is not None,
        )
        return given == _ASKED.get(self.role)


def grant_of(held: Mandate | Invitation) -> Grant:
    """What a mandate or an invitation hands out."""
    return Grant(held.role, held.enterprise_id, held.institution_id, held.department_id)


_ASKED = (
    dict.fromkeys(roles.FIRM, (True, False, False))
    | dict.fromkeys(roles.INSTITUTION, (False, True, False))
    | {roles.OFFICER: (False, False, True)}
    | dict.fromkeys((roles.AUDITOR, roles.OPERATOR), (False, False, False))
)

# Who may hand out which role; the organisation is checked apart.
MAY_GRANT: dict[str, frozenset[str]] = {
    roles.FIRM_OWNER: frozenset({roles.FIRM_CLERK}),
    roles.INSTITUTION_ADMIN: roles.INSTITUTION,
    roles.OPERATOR: frozenset({roles.INSTITUTION_ADMIN}) | roles.GOVERNMENT,
    roles.SYSTEM: frozenset(_ASKED),
}
# An operator may end anything (a key found in the street), but not hand it out.
MAY_END = MAY_GRANT | {roles.OPERATOR: frozenset(_ASKED) - {roles.FIRM_OWNER}}


def may_grant(actor: Actor, grant: Grant, *, family: frozenset[int]) -> bool:
    """True when the role and the organisation are the actor's to give.

    `family` holds the ids of the actor's institution and its branches.
    """
    return grant.role in MAY_GRANT.get(actor.role, ()) and _within(actor, grant, family)


def may_end(actor: Actor, grant: Grant, *, family: frozenset[int]) -> bool:
    return grant.role in MAY_END.get(actor.role, ()) and _within(actor, grant, family)


def _within(actor: Actor, grant: Grant, family: frozenset[int]) -> bool:
    if actor.role in (roles.SYSTEM, roles.OPERATOR):
        return True
    if actor.role == roles.FIRM_OWNER:
        return grant.enterprise_id == actor.enterprise_id
    return grant.institution_id in family


def require_separate_duties(held: Iterable[Mandate], grant: Grant) -> None:
    """Raises DutiesConflict when a live mandate forbids the new one.

    Government, firms and institutions exclude one another; so do officer, auditor and operator;
    so do two unrelated institutions; and in one institution whoever approves neither prepares
    cases nor hands out roles. Whether one *case* was prepared and approved by two people is
    checked again where the case is approved.
    """
    root = None
    for mandate in held:
        if mandate.institution_id and grant.institution_id:
            root = root or root_of(grant.institution_id)
            clash = _clash_inside(mandate, grant, root)
        else:
            clash = _side(mandate.role) != _side(grant.role) or _both_government(mandate, grant)
        if clash:
            raise DutiesConflict(
                held=mandate.role,
                held_zh=ROLE_ZH[mandate.role],
                held_en=ROLE_EN[mandate.role],
                asked=grant.role,
                asked_zh=ROLE_ZH[grant.role],
                asked_en=ROLE_EN[grant.role],
                where=str(mandate.organisation or "平台"),
            )


def _side(role: str) -> str:
    if role in roles.FIRM:
        return "firm"
    return "institution" if role in roles.INSTITUTION else "government"


def _both_government(mandate: Mandate, grant: Grant) -> bool:
    both = mandate.role in roles.GOVERNMENT and grant.role in roles.GOVERNMENT
    return both and mandate.role != grant.role


def _clash_inside(mandate: Mandate, grant: Grant, root: int) -> bool:
    if mandate.institution_id != grant.institution_id:
        return root_of(mandate.institution_id) != root
    approves = roles.INSTITUTION_APPROVER
    return (mandate.role == approves) != (grant.role == approves)


def root_of(institution_id: int | None) -> int:
    """The head institution above a branch; a head is its own root."""
    current = institution_id
    while True:
        parent = Institution.objects.filter(pk=current).values_list("parent_id", flat=True).first()
        if parent is None:
            return int(current or 0)
        current = parent


def family_of(institution_id: int | None) -> frozenset[int]:
    """The institution and everything below it; one query a level."""
    found: set[int] = set()
    level = {institution_id} if institution_id is not None else set()
    while level:
        found |= level
        below = Institution.objects.filter(parent_id__in=level).values_list("pk", flat=True)
        level = set(below) - found
    return frozenset(found)
