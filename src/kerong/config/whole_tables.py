"""Applies migrations with each table made once and whole, instead of made, then added to.

Django draws all related models anew after every single operation: on an empty database that took
twenty seconds of which the database itself needed one.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDING = (AddField, AddIndex, AddConstraint)


class WholeTables(Operation):
    """Several tables, each with all that the same migration adds to it right afterwards."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what was drawn; it is drawn again when asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """References to a table that comes later are kept back by the editor, or not yet asked."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)


class WholeTablesExecutor(MigrationExecutor):
    """Leaves what a migration says as it is, and does it in fewer steps."""

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        if not fake and not fake_initial:
            migration = copy(migration)
            migration.operations = list(in_whole_tables(migration.operations))
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def in_whole_tables(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The same operations, tables and what is added to them in the same run put together."""
    run: list[Operation] = []
    made: set[str] = set()
    for operation in operations:
        if isinstance(operation, CreateModel):
            made.add(operation.name_lower)
        elif not _adds_to(operation, made):
            yield from _put_together(run)
            run, made = [], set()
            yield operation
            continue
        run.append(operation)
    yield from _put_together(run)


def _adds_to(operation: Any, made: set[str]) -> bool:
    return isinstance(operation, ADDING) and operation.model_name_lower in made


def _put_together(run: list[Operation]) -> Iterator[Operation]:
    if run:
        yield WholeTables(run)
