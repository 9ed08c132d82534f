"""The platform's side of a small money life: people, banks, pools and budgets, made by the acts."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from kerong.contracts.compensation.models import LossAgreement
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import cases, compensation, parties, payments, subsidies
from tests.build.cases import CHINA
from tests.model.reference.claims import Agreement
from tests.model.reference.fen import WAN
from tests.model.reference.life import Life
from tests.model.reference.sharing import Payer

BEGAN = date(2026, 4, 1)
FIRMS, BANKS = 3, 2
BUDGETS = {"upgrading-2026": 100 * WAN, "second-2026": 45 * WAN}
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


@dataclass
class World:
    """`names` is what the platform calls a thing of the model: ("loan", 0) → "L2026-000001"."""

    firms: list[Enterprise] = field(default_factory=list)
    banks: list[Institution] = field(default_factory=list)
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
    world = World()
    world.firms = [parties.enterprise() for _ in range(FIRMS)]
    world.banks = [parties.institution() for _ in range(BANKS)]
    _people(world)
    for party in (*world.firms[:2], *world.banks):
        payments.account_of(party.reference, holder=party.name)
    for code, fen in BUDGETS.items():
        subsidies.budget(code.removesuffix("-2026"), fen)
    pool = compensation.filled(POOL_FEN, key="small")
    product = compensation.listing(world.banks[0])
    world.pooled = compensation.agreement(
        world.banks[0], "kv", {"fund": pool}, listings=(product.code,), caps=KV.caps
    )
    world.names["listing", 0] = product.pk
    return world


def _people(world: World) -> None:
    office = parties.department()
    for no in range(2):
        world.people[f"officer/{no}"] = parties.actor(roles.OFFICER, department=office)
    world.people["auditor"] = parties.actor(roles.AUDITOR)
    for no, firm in enumerate(world.firms):
        world.people[f"firm{no}/owner"] = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    for no, bank in enumerate(world.banks):
        for name, role in (
            ("clerk", roles.INSTITUTION_CLERK),
            ("approver", roles.INSTITUTION_APPROVER),
        ):
            world.people[f"bank{no}/{name}"] = parties.actor(role, institution=bank)


def beginning() -> Life:
    """The same as the model has it."""
    accounts = {"firm:0", "firm:1", *(f"bank:{no}" for no in range(BANKS))}
    life = Life(BEGAN, accounts)
    for code, fen in BUDGETS.items():
        life.books.move("treasury:city", f"budget:{code}", fen, BEGAN)
    for tier, _ in TIERS:
        life.books.move("treasury:compensation", f"loss_fund:small/{tier}", POOL_FEN, BEGAN)
    life.claims.agreements[KV.key] = KV
    return life
