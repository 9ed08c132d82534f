"""For each address that names an object: how to name one of a side, and one that is not there.

Whoever adds such an address adds a line here; `tests/access/test_policies.py` does the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kerong.kernel import roles
from kerong.parties.duties import Grant
from kerong.parties.invite import invite
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import FirmClaim
from tests.build import parties
from tests.build.sides import DISABLED, Side

Arguments = dict[str, Any]
Naming = Callable[[Side, str], Arguments | None]
MISSING_NO = 987_654_321


@dataclass(frozen=True)
class Example:
    """`of(side, role)` names an object of the side for that role, or None where none can be.

    `none` names nothing. `shared`: other sides' objects are open to these roles too, as the card
    of an open need is. `post` fills the form or body; what is wrong with it must not hide who may.
    """

    of: Naming
    none: Arguments
    shared: frozenset[str] = frozenset()
    post: Callable[[Side, str], Arguments] = field(default=lambda side, role: {})


EXAMPLES: dict[str, Example] = {}
# Addresses without an object whose form needs more than nothing to show that it is open.
POSTS: dict[str, Callable[[Side, str], Arguments]] = {}
# Addresses that answer only in the middle of something: what the browser must have done before.
BEFORE: dict[str, Callable[[Side, str, Client], object]] = {}
# Addresses that are not there in this profile although the policy would let people in.
NOT_HERE = {"web:style": "open in the demo and to an operator; elsewhere it answers 404"}


def example(*names: str, of: Naming, none: Arguments, **more: Any) -> None:
    """One line for each address: `example("portal:need", of=…, none=…)`."""
    for name in names:
        if name in EXAMPLES:
            raise ValueError(f"two examples for {name}")
        EXAMPLES[name] = Example(of, none, **more)


# --- accounts ---


def _token(side: Side, role: str) -> Arguments | None:
    if role in (roles.PERSON, DISABLED):
        return None
    now = timezone.now()
    day = timezone.localdate(now)
    issued = issue_api_token(name="例", expires_on=day, actor=side.actor(role), at=now)
    return {"token_id": issued.token.pk}


def _session(side: Side, role: str) -> Arguments:
    key = f"{side.person(role).pk}-{role}"[:40]
    row, _ = UserSession.objects.get_or_create(
        session_key=key, defaults={"user": side.person(role), "ip": "10.0.0.1", "user_agent": "x"}
    )
    return {"session_id": row.pk}


def _own_mandate(side: Side, role: str) -> Arguments | None:
    return None if role == roles.PERSON else {"mandate_id": side.mandate(role).pk}


def _mandate_of(held: str) -> Naming:
    return lambda side, role: {"mandate_id": side.mandate(held).pk}


def _invitation(inviter: str, role: str, organisation: str) -> Naming:
    def made(side: Side, asking: str) -> Arguments:
        actor = side.actor(inviter)
        given = {f"{organisation}_id": getattr(actor, f"{organisation}_id")} if organisation else {}
        invited = invite(name="例", grant=Grant(role, **given), actor=actor, at=timezone.now())
        return {"invitation_id": invited.invitation.pk}

    return made


def _claim(side: Side, role: str) -> Arguments:
    claim, _ = FirmClaim.objects.get_or_create(
        person=side.person(roles.PERSON),
        enterprise=side.enterprise,
        defaults={"words": "例", "asked_at": timezone.now()},
    )
    return {"claim_id": claim.pk}


def _with_factor(side: Side, role: str, client: Client) -> None:
    """The person has an app and recovery codes."""
    if role not in (roles.ANONYMOUS, DISABLED):
        TOTP.activate(side.person(role), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(side.person(role))


def _half_way_in(side: Side, role: str, client: Client) -> None:
    """A visitor whose password was right and whose code is still asked for."""
    if role in (roles.ANONYMOUS, DISABLED):
        other = parties.person(password=parties.PASSWORD)
        TOTP.activate(other, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        given = {"login": other.login, "password": parties.PASSWORD}
        client.post(reverse("account_login"), given)


def _secret(side: Side, role: str) -> Arguments:
    owner = side.actor(roles.FIRM_OWNER)
    grant = Grant(roles.FIRM_CLERK, enterprise_id=owner.enterprise_id)
    made = invite(name="例", grant=grant, actor=owner, at=timezone.now())
    return {"secret": made.secret}


def _with_link(side: Side, role: str, client: Client) -> None:
    """The browser opened an invitation."""
    client.get(reverse("accounts:invitation_link", kwargs=_secret(side, role)))


BEFORE["mfa_view_recovery_codes"] = _with_factor
BEFORE["mfa_deactivate_totp"] = _with_factor
BEFORE["mfa_authenticate"] = _half_way_in
BEFORE["accounts:invitation"] = _with_link

example("accounts:drop_token", of=_token, none={"token_id": MISSING_NO})
example("accounts:end_session", of=_session, none={"session_id": MISSING_NO})
example("accounts:resign", of=_own_mandate, none={"mandate_id": MISSING_NO})
example("accounts:end_clerk", of=_mandate_of(roles.FIRM_CLERK), none={"mandate_id": MISSING_NO})
example(
    "accounts:withdraw_clerk",
    of=_invitation(roles.FIRM_OWNER, roles.FIRM_CLERK, "enterprise"),
    none={"invitation_id": MISSING_NO},
)
example(
    "accounts:end_staff",
    of=_mandate_of(roles.INSTITUTION_CLERK),
    none={"mandate_id": MISSING_NO},
)
example(
    "accounts:withdraw_staff",
    of=_invitation(roles.INSTITUTION_ADMIN, roles.INSTITUTION_CLERK, "institution"),
    none={"invitation_id": MISSING_NO},
)
example(
    "accounts:end_any", of=_mandate_of(roles.INSTITUTION_CLERK), none={"mandate_id": MISSING_NO}
)
example(
    "accounts:withdraw_any",
    of=_invitation(roles.OPERATOR, roles.AUDITOR, ""),
    none={"invitation_id": MISSING_NO},
)
example("accounts:claim", of=_claim, none={"claim_id": MISSING_NO})
example(
    "accounts:institution",
    "accounts:invite_admin",
    "accounts:suspend",
    "accounts:resume",
    of=lambda side, role: {"institution_id": side.institution.pk},
    none={"institution_id": MISSING_NO},
    post=lambda side, role: {"reason": "例", "name": "例", "role": roles.INSTITUTION_ADMIN},
)
example(
    "accounts:person",
    "accounts:disable",
    "accounts:enable",
    "accounts:grant_office",
    "accounts:password_link",
    "accounts:drop_factor",
    of=lambda side, role: {"person_id": side.person(roles.FIRM_CLERK).pk},
    none={"person_id": MISSING_NO},
    post=lambda side, role: {"reason": "例"},
)
example("accounts:invitation_link", of=_secret, none={"secret": "y"})
example(
    "account_reset_password_from_key",
    of=lambda side, role: {"uidb36": "1", "key": "set-password"},
    none={"uidb36": "zzzzz", "key": "set-password"},
)
POSTS["accounts:choose"] = lambda side, role: {"mandate": "0"}
POSTS["accounts:language"] = lambda side, role: {"language": "en"}
