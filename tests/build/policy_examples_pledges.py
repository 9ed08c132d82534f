"""Examples for the addresses of rights, valuations and pledges."""

from itertools import count

from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.reference_sheets import hold_reference
from kerong.console.pledges import steps as console
from kerong.contracts.pledges.models import (
    AssessmentSheet,
    IpAsset,
    Pledge,
    PledgeItem,
    PledgePaper,
    Valuation,
)
from kerong.documents.store import keep, lay_down
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.portal.pledges import steps as portal
from kerong.workbench.pledges import steps as workbench
from tests.build import pledges as build
from tests.build.cases import FRIDAY, WAN
from tests.build.catalogue import tables
from tests.build.policy_examples import Arguments, example
from tests.build.sides import Side

_numbers = count(1)
DAY, AT = FRIDAY.date(), FRIDAY


def _held_asset(side: Side) -> IpAsset:
    held = IpAsset.objects.filter(enterprise=side.enterprise).first()
    if held is None:
        number = next(_numbers)
        held = IpAsset.objects.create(
            no=f"IP2026-{800_000 + number:06d}",
            enterprise=side.enterprise,
            kind=IpAsset.Kind.INVENTION,
            number=f"2020{number:08d}.1",
            title="一种芯片测试方法",
            kept_by=side.person(roles.FIRM_OWNER),
            kept_at=AT,
        )
    return held


def _held_valuation(side: Side) -> Valuation:
    """Asked of the side's own bank."""
    held = Valuation.objects.filter(institution=side.institution).first()
    if held is None:
        held = Valuation.objects.create(
            no=f"V2026-{800_000 + next(_numbers):06d}",
            asset=_held_asset(side),
            institution=side.institution,
            ordered_by=side.person(roles.FIRM_OWNER),
            ordered_at=AT,
        )
    return held


def _held_pledge(side: Side) -> Pledge:
    """Offered by the side's firm to the side's bank."""
    held = Pledge.objects.filter(enterprise=side.enterprise).first()
    if held is None:
        valuation = _held_valuation(side)
        held = Pledge.objects.create(
            no=f"Y2026-{800_000 + next(_numbers):06d}",
            loan=side.told.loan,
            enterprise=side.enterprise,
            institution=side.institution,
            register="cnipa",
            secured_fen=10 * WAN,
            until_on=side.told.loan.matures_on,
            offered_by=side.person(roles.FIRM_OWNER),
            offered_at=AT,
        )
        PledgeItem.objects.create(
            pledge=held,
            asset=valuation.asset,
            asset_key=valuation.asset.key,
            valuation=valuation,
            value_fen=100 * WAN,
            rate_ppm=250_000,
            cover_fen=25 * WAN,
        )
    return held


def _held_sheet(side: Side) -> AssessmentSheet:
    """Read by the firm, and by the bank the right is offered to."""
    asset = _held_pledge(side).items.get().asset
    held = AssessmentSheet.objects.filter(asset=asset).first()
    if held is None:
        held = AssessmentSheet.objects.create(
            no=f"E2026-{800_000 + next(_numbers):06d}",
            asset=asset,
            finding=_finding(side),
            value_fen=100 * WAN,
            assessed_on=DAY,
            assessed_by=side.person(roles.FIRM_OWNER),
            assessed_at=AT,
        )
    return held


def _finding(side: Side) -> StoredFinding:
    """One whose facts were erased: who may read the sheet does not hang on them."""
    return StoredFinding.objects.create(
        digest=f"{next(_numbers):064d}",
        engine="1",
        enterprise=side.enterprise,
        revision=Revision.objects.first() or build.published_card(),
        reference_id=hold_reference(tables(), AT),
        as_of_on=DAY,
        decided_on=DAY,
        stored_at=AT,
        erased_at=AT,
    )


def _paper(side: Side, role: str) -> Arguments:
    pledge = _held_pledge(side)
    held = PledgePaper.objects.filter(pledge=pledge).first()
    if held is None:
        laid = lay_down(name="质押合同.txt", content="合同".encode(), at=AT)
        held = PledgePaper.objects.create(
            pledge=pledge,
            kind=PledgePaper.Kind.CONTRACT,
            purpose="create",
            document=keep(laid, owner=pledge.reference, actor=SYSTEM),
            attached_by=side.person(roles.FIRM_OWNER),
            attached_as=roles.FIRM_OWNER,
            attached_at=AT,
        )
    return {"pk": held.pk}


def _asset(side: Side, role: str) -> Arguments:
    _held_pledge(side)  # a bank sees rights offered to it
    return {"no": _held_asset(side).no}


def _valuation(side: Side, role: str) -> Arguments:
    return {"no": _held_valuation(side).no}


def _pledge(side: Side, role: str) -> Arguments:
    return {"no": _held_pledge(side).no}


def _sheet(side: Side, role: str) -> Arguments:
    return {"no": _held_sheet(side).no}


def _loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


for _desks in (
    (portal.ASSETS, portal.VALUATIONS, portal.PLEDGES),
    (workbench.ASSETS, workbench.VALUATIONS, workbench.PLEDGES),
    (console.ASSETS, console.PLEDGES),
):
    for _desk in _desks:
        _name = f"{_desk.site}:{_desk.subject.name}"
        example(
            _name,
            *(f"{_name}-{step.key}" for step in _desk.steps),
            of={"pledge": _pledge, "ip-asset": _asset, "ip-valuation": _valuation}[
                _desk.subject.name
            ],
            none={"no": "Y2026-999999"},
        )
example("portal:ip-sheet", "workbench:ip-sheet", of=_sheet, none={"no": "E2026-999999"})
example(
    "portal:pledge-file",
    "workbench:pledge-file",
    "console:pledge-file",
    of=_paper,
    none={"pk": 999_999},
)
example("portal:pledge-offer", of=_loan, none={"no": "L2026-999999"})
