"""Examples for the addresses of runs, pools, trials and pre-approved limits."""

from datetime import date, timedelta

from kerong.catalogue.models import Listing, Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.cultivation.models import Pool
from kerong.cultivation.set_pool import set_pool
from kerong.evidence.categories import categories
from kerong.evidence.models import Consent
from kerong.evidence.models.consent import mask_of
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.population.ask_run import ask_run
from kerong.population.models import (
    BackTest,
    PackDraft,
    PreApproval,
    Run,
    Screening,
    WhatIfSheet,
)
from tests.build import cases, outcomes
from tests.build.policy_examples import EXAMPLES, Arguments, example
from tests.build.population import POOL_TEXT
from tests.build.sides import Side

MISSING_NO = 987_654_321
DAY = date(2026, 3, 6)


def _run(side: Side, role: str) -> Arguments:
    """Any run: the government's people see all of them."""
    held = Run.objects.first() or ask_run(actor=SYSTEM, at=cases.FRIDAY, on=DAY)
    return {"no": held.no}


def _pool(side: Side, role: str) -> Arguments:
    held = Pool.objects.first() or set_pool(actor=SYSTEM, text=POOL_TEXT, at=cases.FRIDAY)
    return {"code": held.code}


def _trial(side: Side, role: str) -> Arguments:
    held = WhatIfSheet.objects.select_related("run").first()
    return {"no": (held or _sheet(side)).run.no}


def _sheet(side: Side) -> WhatIfSheet:
    """A trial that has not ended, of a draft that nobody published."""
    author = side.person(roles.OFFICER)
    draft = PackDraft.objects.create(
        digest="d" * 64,
        key="draft",
        revision=1,
        title_zh="草案",
        title_en="Draft",
        files={},
        sent_by=author,
        sent_at=cases.FRIDAY,
    )
    run = Run.objects.create(
        kind=Run.Kind.WHAT_IF,
        lane="what_if:example",
        decided_on=DAY,
        facts_at=cases.FRIDAY,
        block_size=200,
        rules_digest="0" * 64,
        reference_digest="0" * 64,
        asked_by=author,
        asked_at=cases.FRIDAY,
    )
    return WhatIfSheet.objects.create(
        draft=draft, run=run, author=author, products=[], beside={"cards": [], "behind": []}
    )


def _back_test(side: Side, role: str) -> Arguments:
    """Any back-test: the government's people see all of them."""
    held = BackTest.objects.first() or outcomes.made(side.actor(roles.OFFICER))
    return {"no": held.no}


def _screening(side: Side, role: str) -> Arguments:
    return {"no": _screened(side).no}


def _screened(side: Side) -> Screening:
    """A product of the side's institution, screened."""
    held = Screening.objects.filter(institution=side.institution, ended_at=None).first()
    if held is not None:
        return held
    code = str((EXAMPLES["workbench:listing"].of(side, roles.INSTITUTION_CLERK) or {})["code"])
    return Screening.objects.create(
        listing=Listing.objects.get(code=code),
        institution=side.institution,
        valid_days=30,
        needed_mask=mask_of([14]),
        opened_by=side.person(roles.INSTITUTION_APPROVER),
        opened_at=cases.FRIDAY,
    )


def _named(side: Side, role: str) -> Arguments:
    """The side's firm on the list of the side's institution, under its consent."""
    screening = _screened(side)
    held = PreApproval.objects.filter(screening=screening).first()
    if held is None:
        Consent.objects.create(
            enterprise=side.enterprise,
            institution=side.institution,
            purpose=Consent.Purpose.PRE_SCREEN,
            category_mask=mask_of(categories()),
            granted_by=side.person(roles.FIRM_OWNER),
            granted_at=cases.FRIDAY,
            expires_on=DAY + timedelta(days=30),
        )
        held = PreApproval.objects.create(
            screening=screening,
            enterprise=side.enterprise,
            limit_fen=100,
            from_on=DAY,
            held_on=DAY,
            expires_on=DAY + timedelta(days=30),
            run=Run.objects.get(pk=_run_key(side)),
        )
    return {"no": screening.no, "pre_approval_id": held.pk}


def _run_key(side: Side) -> int:
    no = str(_run(side, roles.SYSTEM)["no"])
    return int(no.partition("-")[2])


def _assessment(side: Side, role: str) -> Arguments:
    """A class test in force: every firm sees its own answer."""
    if not Revision.objects.filter(offering__code="hard-tech").exists():
        publish_pack(actor=SYSTEM, folder=PACKS / "chongqing" / "hard-tech", at=cases.FRIDAY)
    return {"name": "hard-tech"}


example("console:run", of=_run, none={"no": "R2026-999999"})
example("portal:assessment", of=_assessment, none={"name": "nothing"}, shared=roles.FIRM)
example(
    "api:score",
    of=_assessment,
    none={"name": "nothing"},
    shared=roles.EVERYONE,
    post=lambda side, role: {"facts": {}},
)
example("console:backtest", of=_back_test, none={"no": "B2026-999999"})
example(
    "console:trial",
    "console:trial-firms",
    "console:trial-refused",
    "console:trial-publish",
    of=_trial,
    none={"no": "R2026-999999"},
)
example(
    "console:pool",
    "console:pool-rule",
    "console:pool-close",
    of=_pool,
    none={"code": "no-such-pool"},
    post=lambda side, role: {"words": "不再使用", "text": POOL_TEXT},
)
example(
    "console:pool-firm",
    of=lambda side, role: {"enterprise_id": side.enterprise.pk},
    none={"enterprise_id": MISSING_NO},
)
example(
    "workbench:screening",
    "workbench:screening-close",
    of=_screening,
    none={"no": "Y2026-999999"},
)
example(
    "workbench:invitation",
    of=_named,
    none={"no": "Y2026-999999", "pre_approval_id": MISSING_NO},
)
