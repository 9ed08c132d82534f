"""Firms with facts, pools, screenings and whole runs, for tests of what runs find."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.models import Enterprise
from kerong.population.ask_run import ask_run
from kerong.population.models import Run
from kerong.population.work import work_on
from tests.build import evidence, parties
from tests.build.parties import MOMENT

DAY = date(2026, 3, 6)
LATER = timedelta(hours=1)
WAN_FEN = 10_000 * 100
OWNER = "worker:1"


def firm(facts: Mapping[str, str] | None = None, **fields: Any) -> Enterprise:
    """A firm of the city with observations in canonical values."""
    fields.setdefault("industry_code", "C3985")
    fields.setdefault("division_code", "500107")
    made = parties.enterprise(**fields)
    if facts:
        evidence.observe(made, dict(facts), end=date(2025, 12, 31))
    return made


def firms(count: int, *, tax_wan: int = 1, step: int = 1) -> list[Enterprise]:
    """Firms whose yearly tax rises by `step` 万 from one to the next."""
    return [firm({"tax_paid": str((tax_wan + at * step) * WAN_FEN)}) for at in range(count)]


def asked(at: datetime = MOMENT, *, on: date = DAY, actor: Actor = SYSTEM) -> Run:
    return ask_run(actor=actor, at=at, on=on)


def worked(run: Run, at: datetime = MOMENT + LATER, *, owner: str = OWNER) -> Run:
    """The run worked on to its end by one worker."""
    while work_on(run.pk, owner=owner, at=at).more:
        pass
    run.refresh_from_db()
    return run


def done(at: datetime = MOMENT, *, on: date = DAY) -> Run:
    """A whole run of scores, asked for at `at`."""
    return worked(asked(at, on=on), at + LATER)


def officer() -> Actor:
    return parties.actor(roles.OFFICER)


def operator() -> Actor:
    return parties.actor(roles.OPERATOR)


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a pack as a browser would send them."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
