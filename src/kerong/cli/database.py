"""Tells a database that was never prepared, or does not answer, from a fault of the program."""

from pathlib import Path

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


def has_catalogue() -> bool:
    """Whether there is a migrated database; asking makes no file where there is none."""
    name = str(connection.settings_dict["NAME"])
    on_disk = connection.vendor == "sqlite" and not name.startswith("file:")
    if on_disk and not Path(name).is_file():
        return False
    return "catalogue_revision" in connection.introspection.table_names()
