"""设立部门: an office of government whose officers use the console."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import KEEP_PEOPLE, require
from kerong.parties.errors import CodeUnreadable, DepartmentExists
from kerong.parties.models import Department
from kerong.parties.spellings import organisation_name
from kerong.trail.record import record

_CODE_MOST = 40


def found_department(*, name: str, code: str, actor: Actor, at: datetime) -> Department:
    """Raises Forbidden, NameMissing, CodeUnreadable, DepartmentExists."""
    require(KEEP_PEOPLE, actor)
    made = Department(name=organisation_name(name)[:120], code=_readable(code))
    with transaction.atomic():
        _insert(made)
        record(
            stream=made.reference,
            kind="department.founded",
            actor=actor,
            at=at,
            subject=made.reference,
            facts={"name": made.name, "code": made.code},
        )
    return made


def _readable(code: str) -> str:
    found = code.strip().lower()
    if not found.isascii() or not found.replace("-", "").isalnum() or len(found) > _CODE_MOST:
        raise CodeUnreadable(text=code[:_CODE_MOST])
    return found


def _insert(made: Department) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise DepartmentExists(name=made.name) from fault
