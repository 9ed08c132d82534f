"""Firms with facts, pools, screenings and whole runs, for tests of what runs find."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kerong.catalogue.models import Listing
from kerong.cultivation.models import Membership, Pool
from kerong.cultivation.set_pool import set_pool
from kerong.evidence.models import Observation
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.notices.models import Outbox
from kerong.parties.models import Enterprise
from kerong.population.ask_run import ask_run
from kerong.population.models import ClassStanding, PreApproval, Run, ScoreHistory, Screening
from kerong.population.open_screening import open_screening
from kerong.population.work import work_on
from kerong.trail.models import Event
from tests.build import catalogue, evidence, parties
from tests.build.parties import MOMENT

POOL_TEXT = """\
key: tax-payers
revision: 1
title: {zh: 纳税大户培育库, en: Large tax payers}
basis: {document: 示例文件, source: 示例来源, verified: true}
open: {from: 2026-01-01}
enter:
  all:
    - {fact: tax_paid, at_least: 5万, clause: 第一条,
       say: {zh: "年纳税 {asked} 以上", en: "Tax of {asked} or more"}}
stay:
  all:
    - {fact: tax_paid, at_least: 3万, clause: 第二条,
       say: {zh: "年纳税不低于 {asked}", en: "Tax not below {asked}"}}
"""
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
    """Sound firms whose yearly tax rises by `step` 万 from one to the next."""
    sound = {"founded_on": "2015-05-20", "is_overdue_now": "false"}
    taxes = [str((tax_wan + at * step) * WAN_FEN) for at in range(count)]
    return [firm({**sound, "tax_paid": tax}) for tax in taxes]


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


def pool(text: str = POOL_TEXT, at: datetime = MOMENT - LATER) -> Pool:
    return set_pool(actor=SYSTEM, text=text, at=at)


def screened(folder: Path, at: datetime = MOMENT - LATER) -> Screening:
    """The small loan of a bank on the shelf, screened from that moment on."""
    if not Listing.objects.exists():
        catalogue.published(folder / "small-loan")
        catalogue.on_shelf()
    bank = Listing.objects.get().institution
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=bank)
    code = Listing.objects.get().code
    return open_screening(actor=approver, code=code, valid_days=30, at=at)


def picture() -> dict[str, Any]:
    """Everything runs wrote, by names rather than keys, so that twins look the same."""
    run = Run.objects.order_by("-pk")[0]
    return {
        "run": [run.state, run.facts_digest, run.result_digest, run.done_count],
        "members": _rows(Membership, "enterprise__name", "entered_on", "entry_reason", "left_on"),
        "limits": _rows(PreApproval, "enterprise__name", "limit_fen", "from_on", "until_on"),
        "standings": _rows(ClassStanding, "enterprise__name", "test", "outcome"),
        "scores": _rows(ScoreHistory, "enterprise__name", "scorecard", "points", "grade"),
        "said": _rows(Observation, "enterprise__name", "code", "value", "computed"),
        "told": _rows(Outbox, "to", "kind"),
        "events": _rows(Event, "stream", "kind"),
    }


def _rows(model: Any, *fields: str) -> list[list[str]]:
    return sorted([str(value) for value in row] for row in model.objects.values_list(*fields))
