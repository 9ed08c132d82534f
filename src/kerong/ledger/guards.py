"""What the database itself refuses: changing or deleting a transfer, a hold's row, a closed month.

Higher packages stand guards of their own over rows that must not change (`register_guards`).
A migration that rebuilds one of these tables on SQLite loses its triggers and has to stand them
up again; `ledger-check` says when one is missing.
"""

from collections.abc import Mapping
from typing import Any

_REFUSED = "rows that say what was done are never changed or deleted"

Guards = Mapping[str, tuple[str, str, str]]
"""Name of the guard → table, event, on which rows."""

_GUARDS: Guards = {
    "ledger_transfer_kept": ("ledger_transfer", "DELETE", ""),
    "ledger_transfer_fixed": ("ledger_transfer", "UPDATE", ""),
    "ledger_hold_kept": ("ledger_hold", "DELETE", ""),
    "ledger_period_kept": ("ledger_period", "DELETE", "OLD.state = 'closed'"),
    "ledger_period_fixed": ("ledger_period", "UPDATE", "OLD.state = 'closed'"),
}

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
_ON_POSTGRESQL = """
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION ledger_refuse()
"""
_ON_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
_HELD = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


_registered: dict[str, tuple[str, str, str]] = {}


def register_guards(guards: Guards) -> None:
    """Of a higher package, so that `ledger-check` looks for them too. Raises ValueError."""
    for name, guard in guards.items():
        if name in _GUARDS or _registered.setdefault(name, guard) != guard:
            raise ValueError(f"two guards are called {name}")


def all_guards() -> Guards:
    """The ledger's own and those of higher packages."""
    return {**_GUARDS, **_registered}


def stand_guards(connection: Any, guards: Guards = _GUARDS) -> None:
    """Make the triggers; called by the migration that made their tables."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgresql:
            cursor.execute(_FUNCTION)
        for name, (table, event, rows) in guards.items():
            statement = _ON_POSTGRESQL if on_postgresql else _ON_SQLITE
            when = f"WHEN ({rows})" if rows else ""
            cursor.execute(
                statement.format(name=name, table=table, event=event, when=when, refused=_REFUSED)
            )


def lift_guards(connection: Any, guards: Guards = _GUARDS) -> None:
    """Take the triggers away; for the way back of the migration."""
    with connection.cursor() as cursor:
        for name, (table, _, _) in guards.items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def missing_guards(connection: Any) -> list[str]:
    """Guards that do not stand in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD[connection.vendor])
        held = {row[0] for row in cursor.fetchall()}
    return sorted(set(all_guards()) - held)
