"""Getting a person back in takes two operators: one for the password, another for the factor."""

from datetime import datetime, timedelta

from kerong.kernel.actor import Actor
from kerong.parties.errors import OtherOperatorNeeded
from kerong.parties.models import Person
from kerong.trail.reads import actors_since

NEW_PASSWORD_OFFERED = "person.new_password_offered"  # noqa: S105  the kind of an event
SECOND_FACTOR_REMOVED = "person.second_factor_removed"
_APART = timedelta(days=7)


def require_other_operator(person: Person, kind: str, *, actor: Actor, at: datetime) -> None:
    """Raises OtherOperatorNeeded when this operator did the other half within the last week.

    Alone, nobody can open somebody else's account: password and factor are never both theirs.
    """
    prefix = f"person:{actor.person_id}"
    for other in actors_since(person.reference, kind, at - _APART):
        if other == prefix or other.startswith(f"{prefix}/"):
            raise OtherOperatorNeeded()
