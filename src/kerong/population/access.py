"""Who may run, try out and read; the only ways to a run, a sheet, a screening."""

import re
from datetime import date
from typing import Any

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose
from kerong.population.backtests.errors import BackTestNotFound
from kerong.population.disclosure import disclosed
from kerong.population.errors import (
    PreApprovalNotFound,
    RunNotFound,
    ScreeningNotFound,
    SheetNotFound,
)
from kerong.population.models import (
    BackTest,
    PackDraft,
    PreApproval,
    Run,
    Screening,
    WhatIfSheet,
)

_NO = re.compile(r"[A-Z][0-9]{4}-([0-9]{6,12})", re.ASCII)
_OFFICE = frozenset({roles.OFFICER, roles.OPERATOR})
_BANK = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN})

READ_RUNS = Policy("population.read_runs", roles.GOVERNMENT, Whose.ALL, note="counts and digests")
ASK_RUN = Policy("population.ask_run", _OFFICE | {roles.SYSTEM}, Whose.PLATFORM)
WORK = Policy("population.work", frozenset({roles.SYSTEM}), Whose.PLATFORM)
FORGET = Policy(
    "population.forget", frozenset({roles.SYSTEM}), Whose.PLATFORM, note="pieces of ended runs"
)
READ_WHAT_IF = Policy(
    "population.read_what_if", roles.GOVERNMENT, Whose.ALL, note="names the firms concerned"
)
TRY_DRAFT = Policy("population.try_draft", _OFFICE, Whose.PLATFORM)
PUBLISH_DRAFT = Policy(
    "population.publish_draft",
    frozenset({roles.OPERATOR}),
    Whose.PLATFORM,
    fresh_factor=True,
    note="by a second person, citing the sheet of the same draft",
)
READ_BACK_TESTS = Policy(
    "population.read_back_tests", roles.GOVERNMENT, Whose.ALL, note="figures; no rows are kept"
)
BACK_TEST = Policy("population.back_test", _OFFICE, Whose.PLATFORM)
STANDING_OWN = Policy("population.standing_own", roles.FIRM, Whose.OWN_ENTERPRISE)
SEE_SCREENINGS = Policy("population.see_screenings", roles.INSTITUTION, Whose.OWN_INSTITUTION)
KEEP_SCREENING = Policy(
    "population.keep_screening",
    frozenset({roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}),
    Whose.OWN_INSTITUTION,
)
INVITE = Policy(
    "population.invite",
    _BANK,
    Whose.OWN_INSTITUTION,
    consent="pre_screen, covering every category the product reads",
)


def run_for(actor: Actor, no: str) -> Run:
    """A run over all firms; raises RunNotFound."""
    READ_RUNS.require(actor)
    run: Run | None = _found(Run.objects.select_related("asked_by"), no)
    if run is None:
        raise RunNotFound(no=no[:40])
    return run


def sheet_for(actor: Actor, no: str) -> WhatIfSheet:
    """The sheet of a what-if run, by the number of the run; raises SheetNotFound."""
    READ_WHAT_IF.require(actor)
    sheets = WhatIfSheet.objects.select_related("run", "draft", "author")
    sheet = sheets.filter(run=_key_of(no)).first()
    if sheet is None or sheet.run.no != no:
        raise SheetNotFound(no=no[:40])
    return sheet


def back_test_for(actor: Actor, no: str) -> BackTest:
    """A back-test by its number; raises BackTestNotFound."""
    READ_BACK_TESTS.require(actor)
    made: BackTest | None = _found(BackTest.objects.select_related("author"), no)
    if made is None:
        raise BackTestNotFound(no=no[:40])
    return made


def draft_for(actor: Actor, digest: str) -> PackDraft:
    """A draft by its digest; raises SheetNotFound."""
    READ_WHAT_IF.require(actor)
    draft = PackDraft.objects.select_related("sent_by").filter(digest=digest).first()
    if draft is None:
        raise SheetNotFound(no=digest[:12])
    return draft


def screening_for(actor: Actor, no: str) -> Screening:
    """A screening of the actor's institution; another's reads as absent."""
    SEE_SCREENINGS.require(actor)
    own = Screening.objects.filter(institution_id=actor.institution_id)
    screening: Screening | None = _found(own.select_related("listing", "institution"), no)
    if screening is None:
        raise ScreeningNotFound(no=no[:40])
    return screening


def pre_approval_for(actor: Actor, no: str, pre_approval_id: int, *, on: date) -> PreApproval:
    """A limit the institution may see by name today; without consent it reads as absent."""
    screening = screening_for(actor, no)
    found = disclosed(screening, on=on).filter(pk=pre_approval_id).first()
    if found is None:
        raise PreApprovalNotFound(no=no[:40])
    return found


def _found(rows: Any, no: str) -> Any:
    row = rows.filter(pk=_key_of(no)).first()
    return row if row is not None and row.no == no else None


def _key_of(no: str) -> int | None:
    match = _NO.fullmatch(no)
    return int(match[1]) if match else None
