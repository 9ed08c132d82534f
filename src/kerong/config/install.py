"""Prepares a production database; running it again changes nothing that is there."""

from datetime import datetime

from django.db import DatabaseError, transaction

from kerong.config.demo.database import is_demo_database
from kerong.config.preparing import prepare
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Conflict
from kerong.parties.duties import Grant
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.models import Mandate
from kerong.parties.register_person import PersonDraft, register_person
from kerong.reference.loading import load_reference
from kerong.trail.seal import prepare_sealing


class DemoDatabase(Conflict):
    code = "install.demo_database"
    zh = "这是演示数据库，不能用于正式部署。"
    en = "This is a demo database; it cannot go into production."


def lacks_operator() -> bool:
    """True when nobody operates the platform yet, also before the first migration."""
    try:
        return not Mandate.objects.live().filter(role=roles.OPERATOR).exists()
    except DatabaseError:
        return True


def install(*, login: str, name: str, password: str, at: datetime) -> bool:
    """Bring schema, texts, files and tables up to date; True when an operator was made."""
    if is_demo_database():
        raise DemoDatabase()
    prepare()
    prepare_sealing()
    load_reference(at)
    if not lacks_operator():
        return False
    with transaction.atomic():
        draft = PersonDraft(login=login, name=name, password=password)
        person = register_person(draft=draft, actor=SYSTEM, at=at)
        grant_mandate(person_id=person.pk, grant=Grant(roles.OPERATOR), actor=SYSTEM, at=at)
    return True
