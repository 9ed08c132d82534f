"""`kerong check` names what stands against going live, in the profile that goes live."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection

from kerong.config.checks import _calendar_gaps, _differences
from kerong.config.demo.database import MARK
from kerong.config.deploy import deploy_faults
from kerong.reference.models import CalendarYear


def codes() -> set[str]:
    return {fault.code for fault in deploy_faults()}


@pytest.mark.django_db
def test_a_demo_database_is_named() -> None:
    assert "kerong.E011" not in codes()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (created_at text)")
    assert "kerong.E011" in codes()


@pytest.mark.django_db
def test_open_hosts_and_a_missing_second_factor_are_named() -> None:
    assert {"kerong.E006", "kerong.E007"} <= codes()


@pytest.mark.django_db
def test_no_trusted_proxy_in_front_of_a_tls_site_is_a_warning(settings) -> None:
    assert "kerong.W014" not in codes()
    settings.SECURE_SSL_REDIRECT = True
    assert "kerong.W014" in codes()
    settings.TRUSTED_PROXIES = 1
    assert "kerong.W014" not in codes()


@pytest.mark.parametrize(
    ("proxies", "believed"), [("0", None), ("1", ("HTTP_X_FORWARDED_PROTO", "https"))]
)
def test_the_scheme_a_proxy_names_is_believed_only_behind_our_own(
    proxies: str, believed: tuple[str, str] | None
) -> None:
    code = (
        "from kerong.config.settings import production\nprint(production.SECURE_PROXY_SSL_HEADER)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KERONG_TRUSTED_PROXIES": proxies},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == repr(believed)


@pytest.mark.django_db
def test_a_loose_page_policy_is_named(settings) -> None:
    assert "kerong.E005" not in codes()
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["'unsafe-inline'"]}}
    assert "kerong.E005" in codes()


@pytest.mark.django_db
def test_a_calendar_that_ends_early_is_a_warning_and_none_an_error() -> None:
    CalendarYear.objects.all().delete()
    assert [fault.id for fault in _calendar_gaps(date(2027, 3, 1))] == ["kerong.E012"]
    CalendarYear.objects.create(year=2026, source="notice")
    assert [fault.id for fault in _calendar_gaps(date(2027, 3, 1))] == ["kerong.W013"]
    assert list(_calendar_gaps(date(2026, 12, 31))) == []


@pytest.mark.django_db
def test_a_setting_that_loses_commits_is_an_error() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("speaks of SQLite's settings")
    with connection.cursor() as cursor:
        faults = list(_differences(cursor, "PRAGMA {}", {"synchronous": "3"}))
    assert [fault.id for fault in faults] == ["kerong.E002"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_throw_away_postgresql_would_not_pass() -> None:
    said = [message.id for message in run_checks(databases=["default"], tags=["database"],
                                                 include_deployment_checks=True)]  # fmt: skip
    assert said.count("kerong.E002") == 3


def test_a_production_profile_with_its_secrets_has_no_error(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KERONG_TEST_DB"}
    } | {
        "KERONG_PROFILE": "production",
        "KERONG_SECRET_KEY": os.urandom(40).hex(),
        "KERONG_HOSTS": "kerong.example",
        "KERONG_METRICS_TOKEN": os.urandom(16).hex(),
        "KERONG_OPERATOR_PASSWORD": "Sehr-Sicher-2026",
        "KERONG_VAR": str(tmp_path),
    }

    # One process for three commands: starting is what takes long.
    code = (
        "from kerong.cli.main import main\n"
        "assert main(['install']) == 0\n"
        "assert main(['install']) == 0\n"
        "print('====')\n"
        "main(['check', '--json'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said, found = done.stdout.split("====\n")
    assert "operator created" in said
    assert "none created" in said
    faults = json.loads(found)["faults"]
    assert [fault for fault in faults if fault["level"] == "error"] == []
