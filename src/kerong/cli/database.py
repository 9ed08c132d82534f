"""Tells a database that was never prepared, or does not answer, from a fault of the program."""

from django.db import connection
from django.db.utils import DatabaseError, OperationalError, ProgrammingError

from kerong.kernel.errors import Fault, Unavailable


class DatabaseNotPrepared(Unavailable):
    code = "cli.database_not_prepared"
    zh = "数据库尚未初始化：先运行 kerong demo（示例）或 kerong install（生产）"
    en = "The database holds no tables yet: run `kerong demo` (example) or `kerong install` first"


class DatabaseAway(Unavailable):
    code = "cli.database_away"
    zh = "连不上数据库：{words}"
    en = "The database cannot be reached: {words}"


def database_fault(error: DatabaseError) -> Fault | None:
    """What to say of this error, or None when it is a fault of the program itself."""
    if not isinstance(error, OperationalError | ProgrammingError):
        return None
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as away:
        return DatabaseAway(words=str(away).strip().splitlines()[0])
    return None if "django_migrations" in tables else DatabaseNotPrepared()
