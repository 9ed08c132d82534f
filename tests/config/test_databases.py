"""DATABASE_URL becomes settings that keep what was committed."""

from pathlib import Path

import pytest
from django.db import connection

from kerong.config.databases import database_from


def test_without_an_address_it_is_sqlite_in_the_var_folder(tmp_path: Path) -> None:
    made = database_from(None, tmp_path / "var")
    assert made["NAME"] == str(tmp_path / "var" / "kerong.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in made["OPTIONS"]["init_command"]


def test_a_sqlite_address_names_its_file(tmp_path: Path) -> None:
    made = database_from(f"sqlite:///{tmp_path}/my%20books.sqlite3", tmp_path)
    assert made["NAME"] == f"{tmp_path}/my books.sqlite3"


def test_a_postgresql_address_is_read_whole() -> None:
    made = database_from("postgresql://ke:r%40ng@db.local:6432/kerong?sslmode=require", Path())
    assert (made["USER"], made["PASSWORD"]) == ("ke", "r@ng")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.local", "6432", "kerong")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] > 1
    assert made["CONN_MAX_AGE"] == 0


def test_a_socket_folder_is_a_host() -> None:
    assert database_from("postgresql:///kerong?host=/run/pg", Path())["HOST"] == "/run/pg"


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        database_from("mysql://db/kerong", Path())


@pytest.mark.django_db
def test_no_request_is_one_transaction() -> None:
    assert not connection.settings_dict["ATOMIC_REQUESTS"]
