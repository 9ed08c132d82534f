"""Deploy checks, run by `kerong check`: what must hold before a stranger may use the product."""

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection
from django.utils.timezone import localdate

from kerong.config.demo.database import is_demo_database

SQLITE_EXPECTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
POSTGRES_EXPECTED = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@register(Tags.database, deploy=True)
def durable_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A committed step must survive a power cut."""
    if not databases:
        return []
    try:
        return list(_database_faults())
    except DatabaseError as fault:
        return [Error(f"The database does not answer: {fault}", id="kerong.E001")]


def _database_faults() -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            yield from _differences(cursor, "PRAGMA {}", SQLITE_EXPECTED)
            if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
                yield Error("SQLite transactions must begin IMMEDIATE", id="kerong.E003")
            return
        yield from _differences(cursor, "SHOW {}", POSTGRES_EXPECTED)
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            yield checks.Warning("The database role is a superuser", id="kerong.W004")


def _differences(cursor: Any, question: str, expected: dict[str, str]) -> Iterator[CheckMessage]:
    for name, value in expected.items():
        cursor.execute(question.format(name))
        seen = str(cursor.fetchone()[0]).lower()
        if seen != value:
            yield Error(f"{name} is {seen}, must be {value}", id="kerong.E002")


@register(Tags.database, deploy=True)
def fit_content(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """No demo accounts inside; the working days of the coming year are announced ones."""
    if not databases:
        return []
    try:
        if is_demo_database():
            return [Error("A demo database, with accounts anyone knows", id="kerong.E011")]
        return list(_calendar_gaps(localdate() + timedelta(days=365)))
    except DatabaseError:
        return []  # durable_database says why


def _calendar_gaps(until: date) -> Iterator[CheckMessage]:
    from kerong.reference.calendar import last_announced_year

    last = last_announced_year()
    if last is None:
        yield Error("No working-day calendar: run `kerong install`", id="kerong.E012")
    elif last < until.year:
        yield checks.Warning(
            f"Working days are announced to {last} only; later deadlines are provisional",
            id="kerong.W013",
        )


@register(Tags.security, deploy=True)
def closed_doors(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The page policy is on, hosts are named, several processes can share their figures."""
    faults: list[CheckMessage] = []
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", {}).get("DIRECTIVES", {})
    sources = [str(source) for source in policy.get("script-src", ["'unsafe-inline'"])]
    if any("unsafe" in source for source in sources):
        faults.append(Error("Scripts are not restricted by the page policy", id="kerong.E005"))
    if "*" in settings.ALLOWED_HOSTS:
        faults.append(Error("KERONG_HOSTS must name the hosts", id="kerong.E006"))
    if not settings.SECOND_FACTOR_REQUIRED:
        faults.append(Error("Approvers may sign in without a second factor", id="kerong.E007"))
    if settings.SECURE_SSL_REDIRECT and settings.TRUSTED_PROXIES < 1:
        faults.append(
            checks.Warning(
                "KERONG_TRUSTED_PROXIES is 0: behind a proxy no request counts as secure, and "
                "everybody has the proxy's address",
                id="kerong.W014",
            )
        )
    if not settings.METRICS_TOKEN:
        faults.append(
            checks.Warning("KERONG_METRICS_TOKEN is empty: nobody reads /metrics", id="kerong.W008")
        )
    if not os.environ.get("DATABASE_URL"):
        faults.append(
            checks.Warning("No DATABASE_URL: SQLite serves one machine", id="kerong.W009")
        )
    return faults
