"""设置密码: a new password for one's own account, by change, by reset link or at invitation."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.models import Person
from kerong.parties.passwords import require_strong
from kerong.parties.tokens import revoke_tokens_of
from kerong.trail.record import record


def set_password(*, person: Person, password: str, actor: Actor, at: datetime) -> None:
    """The caller has proved who the person is; raises PasswordTooWeak.

    Every other session of the person ends, because a session carries the hash it began with;
    every API token of theirs is revoked.
    """
    require_strong(password, person)
    person.set_password(password)
    person.password_set_at = at
    with transaction.atomic():
        person.save(update_fields=["password", "password_set_at"])
        revoked = revoke_tokens_of(person.pk, at=at)
        record(
            stream=person.reference,
            kind="person.password_set",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={"tokens_revoked": revoked},
        )
