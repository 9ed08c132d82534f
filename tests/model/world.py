"""The platform's side of a small money life: people, banks, pools and budgets, made by the acts."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from kerong.contracts.compensation.models import LossAgreement, LossPool
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from kerong.reference.models import Lpr
from tests.build import bridges, cases, compensation, guarantees, parties, payments, subsidies
from tests.build.cases import CHINA
from tests.model.reference.claims import Agreement
from tests.model.reference.fen import WAN
from tests.model.reference.guarantees import Terms
from tests.model.reference.life import DISTRICT, Life
from tests.model.reference.sharing import Payer

BEGAN = date(2026, 4, 15)  # a Wednesday
FIRMS, BANKS = 3, 2
BUDGETS = {"upgrading-2026": 100 * WAN, "second-2026": 45 * WAN}
SHARED = {"shared-2026": 40 * WAN}
POOL_FEN = 150 * WAN
TIERS = (("city", 40), ("district", 60))
KV = Agreement(
    key="kv",
    bank=0,
    payers=(
        Payer("fund", 80, False, "loss_fund:small", TIERS),
        Payer("bank", 20, True),
    ),
    caps=(("fund", "firm", 90 * WAN), ("fund", "year", 160 * WAN)),
)

KV2 = Agreement(
    key="kv2",
    bank=1,
    payers=KV.payers,
    caps=(("fund", "bank", 100 * WAN),),
)
OWN = Agreement(
    key="own",
    bank=0,
    payers=(
        Payer("fund", 30, False, "loss_fund:small", (("city", 50), ("district", 50))),
        Payer("bank", 20, True),
        Payer("guarantor", 50, True, "guarantee_fund:guarantor"),
    ),
    caps=(("fund", "firm", 40 * WAN),),
    guarantor=0,
    kind="guarantee",
)
FORMS = {form: Terms(form) for form in ("batch", "single")}
FUND_FEN = 130 * WAN
PROGRAMME, SPLIT = "sci-plan", "30-20-50"


@dataclass
class World:
    """`names` is what the platform calls a thing of the model: ("loan", 0) → "L2026-000001"."""

    firms: list[Enterprise] = field(default_factory=list)
    banks: list[Institution] = field(default_factory=list)
    guarantor: Institution | None = None
    people: dict[str, Actor] = field(default_factory=dict)
    pooled: LossAgreement | None = None
    names: dict[tuple[str, int], Any] = field(default_factory=dict)

    def person(self, name: str) -> Actor:
        return self.people[name]


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), CHINA)


def made() -> World:
    """Three firms, two banks, a pool and two budgets; the third firm has no bank account."""
    cases.hold_calendar(2025, 2026, 2027)
    _rates()
    world = World()
    places = ("", DISTRICT, "")
    world.firms = [parties.enterprise(division_code=place) for place in places]
    world.banks = [parties.institution() for _ in range(BANKS)]
    world.guarantor = parties.institution(kind="guarantor")
    _people(world)
    for party in (*world.firms[:2], *world.banks):
        payments.account_of(party.reference, holder=party.name)
    for code, fen in BUDGETS.items():
        subsidies.budget(code.removesuffix("-2026"), fen)
    for code, fen in SHARED.items():
        subsidies.budget(code.removesuffix("-2026"), fen, mode="pro_rata")
    pool = compensation.filled(POOL_FEN, key="small")
    product = compensation.listing(world.banks[0])
    world.pooled = compensation.agreement(
        world.banks[0], "kv", {"fund": pool}, listings=(product.code,), caps=KV.caps
    )
    world.names["listing", 0] = product.pk
    _watched(world, pool)
    _guaranteed(world, pool)
    bridges.fund(FUND_FEN, terms=replace(bridges.TERMS, excluded=("overdue",)))
    return world


def _rates() -> None:
    """Published every month, unchanged at 3 %."""
    subsidies.held_reference()
    Lpr.objects.bulk_create(
        [
            Lpr(published_on=date(year, month, 20), one_year_ppm=30_000, five_year_ppm=35_000,
                source="示例")
            for year in (2026, 2027, 2028)
            for month in range(1, 13)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _watched(world: World, pool: LossPool) -> None:
    """The other bank's agreement has a breaker, and counts in a district."""
    product = compensation.listing(world.banks[1])
    compensation.agreement(
        world.banks[1],
        "kv",
        {"fund": pool},
        listings=(product.code,),
        caps=KV2.caps,
        breaker_key="strict",
        division_code=DISTRICT,
    )
    world.names["listing", 1] = product.pk


def _guaranteed(world: World, pool: LossPool) -> None:
    """Two agreements of the first bank and the guarantor, and one on who pays what it claims."""
    bank, guarantor = world.banks[0], world.guarantor
    assert guarantor is not None
    own = compensation.filled(POOL_FEN, key="guarantor", tiers=(), institution_id=guarantor.pk)
    compensation.agreement(
        bank, SPLIT, {"fund": pool, "guarantor": own}, guarantor_id=guarantor.pk, caps=OWN.caps
    )
    for no, (form, terms) in enumerate(FORMS.items()):
        made = guarantees.agreement(
            bank,
            guarantor,
            form=form,
            split_key=SPLIT,
            reguarantee_ppm=0,
            ticket_cap_fen=terms.ticket,
            firm_cap_fen=terms.firm_cap,
        )
        world.names["form", no] = made.no


def _people(world: World) -> None:
    office = parties.department()
    for no in range(2):
        world.people[f"officer/{no}"] = parties.actor(roles.OFFICER, department=office)
    world.people["auditor"] = parties.actor(roles.AUDITOR)
    for no, firm in enumerate(world.firms):
        world.people[f"firm{no}/owner"] = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    sides = {f"bank{no}": bank for no, bank in enumerate(world.banks)}
    for side, institution in (sides | {"guarantor": world.guarantor}).items():
        for name, role in (
            ("clerk", roles.INSTITUTION_CLERK),
            ("approver", roles.INSTITUTION_APPROVER),
        ):
            world.people[f"{side}/{name}"] = parties.actor(role, institution=institution)


def beginning() -> Life:
    """The same as the model has it."""
    accounts = {"firm:0", "firm:1", *(f"bank:{no}" for no in range(BANKS))}
    life = Life(BEGAN, accounts, shared_out=frozenset(SHARED))
    for code, fen in (BUDGETS | SHARED).items():
        life.books.move("treasury:city", f"budget:{code}", fen, BEGAN)
    for tier, _ in TIERS:
        life.books.move("treasury:compensation", f"loss_fund:small/{tier}", POOL_FEN, BEGAN)
    life.books.move("treasury:compensation", "guarantee_fund:guarantor", POOL_FEN, BEGAN)
    life.books.move("treasury:city", "bridge_fund:gaoxin", FUND_FEN, BEGAN)
    for agreement in (KV, KV2, OWN):
        life.claims.agreements[agreement.key] = agreement
    return life
