"""Tables made whole are the tables the migration describes, in fewer steps."""

import pytest
from django.core.management import get_commands
from django.db import migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from kerong.config.whole_tables import WholeTables, WholeTablesExecutor, in_whole_tables
from tests.config.test_migrations import ON_SQLITE, plain

AMOUNT = models.CheckConstraint(condition=models.Q(fen__gte=0), name="no_debt")
ONE_EACH = models.UniqueConstraint(fields=["holder", "fen"], name="one_each")


def key() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(primary_key=True)


def count(apps, schema_editor) -> None:
    """Finds the tables and the reference that were made before it."""
    assert apps.get_model("books", "Purse")._meta.get_field("holder")
    schema_editor.execute("INSERT INTO books_holder (id) VALUES (1)")
    schema_editor.execute("INSERT INTO books_purse (fen, holder_id) VALUES (1, 1)")


def told() -> list[Operation]:
    """A purse made before its holder, told of it later; a count; a column for what was there."""
    return [
        migrations.CreateModel("Purse", [key(), ("fen", models.BigIntegerField())]),
        migrations.CreateModel(
            "Holder",
            [key(), ("first", models.ForeignKey("books.Purse", models.PROTECT, null=True))],
            options={"ordering": ["id"]},
        ),
        migrations.AddField("Purse", "holder", models.ForeignKey("books.Holder", models.PROTECT)),
        migrations.AddIndex("Purse", models.Index(fields=["fen"], name="by_fen")),
        migrations.AddConstraint("Purse", AMOUNT),
        migrations.AddConstraint("Purse", ONE_EACH),
        migrations.RunPython(count),
        migrations.AddField("Holder", "note", models.TextField(default="-")),
        migrations.CreateModel(
            "Box", [key(), ("of", models.ForeignKey("books.Holder", models.PROTECT))]
        ),
    ]


def names(operations: list[Operation]) -> list[str]:
    return [type(each).__name__ for each in operations]


@pytest.fixture
def made(django_db_blocker, monkeypatch):
    """What an executor makes of the migration in an empty database, and the rows it counted."""

    def by(kind: type[MigrationExecutor]) -> tuple[BaseDatabaseWrapper, ProjectState]:
        base = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
        connection = ConnectionHandler({"default": base})["default"]
        migration = Migration("0001_books", "books")
        migration.operations = told()
        return connection, kind(connection).apply_migration(ProjectState(), migration)

    monkeypatch.setattr(MigrationExecutor, "record_migration", lambda *ran: None)
    with django_db_blocker.unblock():  # databases of its own, in memory
        yield by


def test_tables_and_what_is_added_to_them_in_the_same_run_are_one_step():
    steps = list(in_whole_tables(told()))

    assert names(steps) == ["WholeTables", "RunPython", "AddField", "WholeTables"]
    assert isinstance(steps[0], WholeTables)
    assert names(list(steps[0].operations)) == names(told()[:6])


def test_what_is_done_to_a_table_of_before_stays_a_step_of_its_own():
    operations = [
        migrations.AddField("Older", "note", models.TextField(default="")),
        migrations.CreateModel("New", [key()]),
        migrations.RenameField("New", "id", "no"),
        migrations.AddIndex("New", models.Index(fields=["no"], name="by_no")),
    ]

    assert names(list(in_whole_tables(operations))) == [
        "AddField",
        "WholeTables",
        "RenameField",
        "AddIndex",
    ]


def test_the_tables_and_the_state_are_those_of_the_single_steps(made):
    """The whole schema is held to the models by test_migrations.py, on both databases."""
    (plainly, state), (wholly, state_again) = made(MigrationExecutor), made(WholeTablesExecutor)

    with plainly.cursor() as first, wholly.cursor() as second:
        tables = plain(first.execute(ON_SQLITE).fetchall())
        assert plain(second.execute(ON_SQLITE).fetchall()) == tables
        assert {"one_each", "by_fen"} <= {name for _, name in tables} | {
            part.split('"')[1] for parts in tables.values() for part in parts if '"' in part
        }
        rows = "SELECT holder_id, fen FROM books_purse"
        assert second.execute(rows).fetchall() == first.execute(rows).fetchall() == [(1, 1)]
    assert state == state_again


def test_the_projects_own_command_is_the_one_that_runs():
    assert get_commands()["migrate"] == "kerong.config"
