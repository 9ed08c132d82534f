"""邀请."""

from datetime import timedelta

import pytest

from kerong.kernel import roles
from kerong.parties.accept_invitation import accept_invitation, open_invitation
from kerong.parties.duties import Grant
from kerong.parties.errors import (
    DutiesConflict,
    InvitationVoid,
    NotOneself,
    RoleNotYours,
    RoleUnknown,
)
from kerong.parties.invite import VALID, invite
from kerong.parties.models import Invitation, Mandate
from kerong.parties.reads import open_invitations
from kerong.parties.withdraw_invitation import withdraw_invitation
from tests import build


@pytest.fixture
def owner():
    return build.actor(roles.FIRM_OWNER)


def invited(actor, grant=None, name="林静"):
    grant = grant or Grant(roles.FIRM_CLERK, enterprise_id=actor.enterprise_id)
    return invite(name=name, grant=grant, actor=actor, at=build.MOMENT)


def accepted(made, actor=None, at=build.MOMENT):
    actor = actor or build.actor(roles.PERSON)
    return accept_invitation(secret=made.secret, actor=actor, at=at)


def test_the_link_makes_a_clerk(owner, kinds):
    made = invited(owner)
    guest = build.actor(roles.PERSON)
    mandate = accepted(made, guest)
    assert (mandate.role, mandate.enterprise_id) == (roles.FIRM_CLERK, owner.enterprise_id)
    assert (mandate.person_id, mandate.granted_by_id) == (guest.person_id, owner.person_id)
    assert kinds(f"enterprise:{owner.enterprise_id}") == ["invitation.sent", "mandate.granted"]


def test_the_secret_is_not_in_the_database(owner):
    made = invited(owner)
    row = Invitation.objects.get()
    assert made.secret not in (row.digest, row.name)
    assert made.secret not in repr(made)
    assert len(made.secret) >= 43


def test_a_link_works_once(owner):
    made = invited(owner)
    accepted(made)
    with pytest.raises(InvitationVoid):
        accepted(made)


def test_a_link_works_for_a_week(owner):
    made = invited(owner)
    open_invitation(made.secret, at=build.MOMENT + VALID - timedelta(seconds=1))
    with pytest.raises(InvitationVoid):
        accepted(made, at=build.MOMENT + VALID)


def test_a_withdrawn_or_guessed_link_opens_nothing(owner):
    made = invited(owner)
    withdraw_invitation(invitation_id=made.invitation.pk, actor=owner, at=build.MOMENT)
    for secret in (made.secret, made.invitation.digest, "", "x" * 5000, "\ud800"):
        with pytest.raises(InvitationVoid):
            open_invitation(secret, at=build.MOMENT)
    with pytest.raises(InvitationVoid):
        withdraw_invitation(invitation_id=made.invitation.pk, actor=owner, at=build.MOMENT)


def test_a_link_dies_with_the_right_of_the_inviter(owner):
    made = invited(owner)
    Mandate.objects.filter(pk=owner.mandate_id).update(ended_at=build.MOMENT)
    with pytest.raises(InvitationVoid):
        accepted(made)


def test_a_strangers_invitation_cannot_be_withdrawn(owner):
    made = invited(owner)
    for stranger in (build.actor(roles.FIRM_OWNER), build.actor(roles.FIRM_CLERK)):
        with pytest.raises(InvitationVoid):
            withdraw_invitation(invitation_id=made.invitation.pk, actor=stranger, at=build.MOMENT)


def test_only_what_one_may_give_can_be_invited_to(owner):
    with pytest.raises(RoleNotYours):
        invited(owner, Grant(roles.FIRM_OWNER, enterprise_id=owner.enterprise_id))
    with pytest.raises(RoleNotYours):
        invited(owner, Grant(roles.FIRM_CLERK, enterprise_id=build.enterprise().pk))
    with pytest.raises(RoleUnknown):
        invited(owner, Grant(roles.FIRM_CLERK))


def test_nobody_accepts_their_own_invitation_and_duties_hold(owner):
    made = invited(owner)
    with pytest.raises(NotOneself):
        accepted(made, owner)
    with pytest.raises(DutiesConflict):
        accepted(made, build.actor(roles.INSTITUTION_CLERK))
    accepted(made)  # a refusal leaves the link as it was


def test_each_sees_the_invitations_of_their_own_side(owner):
    invited(owner)
    head = build.institution()
    branch = build.institution(parent=head)
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=branch)
    invited(admin, Grant(roles.INSTITUTION_CLERK, institution_id=branch.pk))
    above = build.actor(roles.INSTITUTION_ADMIN, institution=head)

    def count(actor, at=build.MOMENT):
        return open_invitations(actor, at=at).count()

    assert (count(owner), count(admin), count(above)) == (1, 1, 1)
    assert count(build.actor(roles.FIRM_OWNER)) == 0
    assert count(build.actor(roles.OPERATOR)) == 2
    assert count(build.actor(roles.AUDITOR)) == 0
    assert count(owner, build.MOMENT + VALID) == 0
