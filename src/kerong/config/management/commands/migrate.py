"""Django's `migrate`, its steps put together."""

from typing import Any

from django.core.management.commands import migrate

from kerong.config.whole_tables import WholeTablesExecutor

_module: Any = migrate


class Command(migrate.Command):
    """Takes the place of Django's own: the same words, the same tables, in half the time."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        plain = _module.MigrationExecutor
        _module.MigrationExecutor = WholeTablesExecutor
        try:
            return super().execute(*args, **options)
        finally:
            _module.MigrationExecutor = plain
