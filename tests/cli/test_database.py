"""A command on a database nobody prepared says what to run, and hides no fault of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.utils import IntegrityError, OperationalError

from kerong.cli.database import database_fault


def test_a_command_before_the_first_migration_says_what_to_run(tmp_path: Path) -> None:
    facts = tmp_path / "firm.json"
    facts.write_text('{"party": {"name": "示例"}, "facts": {}}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kerong.cli.main", "calc", "--facts", str(facts)],
        env=os.environ | {"KERONG_PROFILE": "embedded", "KERONG_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    fault = json.loads(done.stderr)["error"]
    assert (done.returncode, done.stdout) == (2, "")
    assert fault["code"] == "cli.database_not_prepared"
    assert "kerong install" in fault["message"]


@pytest.mark.django_db
def test_an_error_on_a_prepared_database_is_a_fault_of_the_program() -> None:
    assert database_fault(OperationalError("no such column: nowhere")) is None


def test_a_broken_constraint_is_never_taken_for_a_missing_database() -> None:
    assert database_fault(IntegrityError("UNIQUE constraint failed")) is None
