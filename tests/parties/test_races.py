"""Two people at the same moment: one firm, one owner; one person, no two excluding duties.

On PostgreSQL, where writers really run side by side; SQLite lets one writer in at a time.
"""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Fault
from kerong.parties import mandating
from kerong.parties.accept_invitation import accept_invitation
from kerong.parties.duties import Grant
from kerong.parties.end_mandate import end_mandate
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.invite import invite
from kerong.parties.models import Mandate
from kerong.parties.register_firm import FirmDraft, register_firm
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HANDS = 6


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Run all acts from one starting gun; "done" or the code of the fault, per act."""
    gate, told = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            told[place] = "done"
        except Fault as fault:
            told[place] = fault.code
        except Exception as broken:
            told[place] = f"broken: {type(broken).__name__} {broken}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_a_firm_registered_by_six_at_once_has_one_owner():
    draft = FirmDraft(name="重庆示例科技有限公司", credit_code=build.credit_code())
    actors = [build.actor(roles.PERSON) for _ in range(HANDS)]
    told = at_once(
        [lambda a=a: register_firm(draft=draft, actor=a, at=build.MOMENT) for a in actors]
    )
    assert sorted(told) == ["done", *["enterprise.owned"] * (HANDS - 1)]
    assert Mandate.objects.filter(role=roles.FIRM_OWNER).count() == 1


def conflicting_grants(rounds: int) -> int:
    """How many people ended up both officer and auditor."""
    both = 0
    for _ in range(rounds):
        person, office = build.person(), build.department()
        grants = [Grant(roles.OFFICER, department_id=office.pk), Grant(roles.AUDITOR)]
        told = at_once(
            [
                lambda g=g, p=person: grant_mandate(
                    person_id=p.pk, grant=g, actor=SYSTEM, at=build.MOMENT
                )
                for g in grants
            ]
        )
        assert not [word for word in told if word.startswith("broken")], told
        both += Mandate.objects.live().filter(person=person).count() == 2
    return both


def test_two_grants_at_once_never_join_excluding_duties():
    assert conflicting_grants(10) == 0


def test_control_without_the_first_write_excluding_duties_do_join(monkeypatch):
    """With the lock on the person's row taken away the test above must be able to fail."""
    waiting = threading.Barrier(2, timeout=10)
    real = mandating.require_separate_duties

    class Unlocked:
        """Stands in for `Person.objects`: finds the person, writes nothing."""

        @staticmethod
        def filter(**_: object) -> "Unlocked":
            return Unlocked()

        @staticmethod
        def update(**_: object) -> int:
            return 1

    class Stand:
        objects = Unlocked()

    def slow(held, grant):
        real(held, grant)
        waiting.wait()

    monkeypatch.setattr(mandating, "Person", Stand)
    monkeypatch.setattr(mandating, "require_separate_duties", slow)
    assert conflicting_grants(1) == 1


def test_the_last_two_administrators_cannot_both_leave():
    bank = build.institution()
    admins = [build.actor(roles.INSTITUTION_ADMIN, institution=bank) for _ in range(2)]
    told = at_once(
        [lambda a=a: end_mandate(mandate_id=a.mandate_id, actor=a, at=build.MOMENT) for a in admins]
    )
    assert sorted(told) == ["done", "mandate.last_one"]
    assert Mandate.objects.live().filter(institution=bank).count() == 1


def test_an_invitation_opened_by_six_at_once_admits_one():
    owner = build.actor(roles.FIRM_OWNER)
    grant = Grant(roles.FIRM_CLERK, enterprise_id=owner.enterprise_id)
    secret = invite(name="小王", grant=grant, actor=owner, at=build.MOMENT).secret
    guests = [build.actor(roles.PERSON) for _ in range(HANDS)]
    told = at_once(
        [lambda g=g: accept_invitation(secret=secret, actor=g, at=build.MOMENT) for g in guests]
    )
    assert sorted(told) == ["done", *["invitation.void"] * (HANDS - 1)]
    assert Mandate.objects.filter(role=roles.FIRM_CLERK).count() == 1
