"""Examples for the addresses of bridges and their funds."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from kerong.console.bridges.views import SITE as CONSOLE
from kerong.contracts.bridges.models import Bridge, BridgeFund, FundTerms
from kerong.contracts.bridges.open_fund import open_fund
from kerong.contracts.bridges.set_terms import NewTerms
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.portal.bridges.views import SITE as PORTAL
from kerong.workbench.bridges.views import SITE as WORKBENCH
from tests.build import loans
from tests.build.bridges import FUND
from tests.build.cases import FRIDAY, WAN
from tests.build.policy_examples import Arguments, example
from tests.build.sides import Side

_numbers = count(1)
DAY, AT = FRIDAY.date(), FRIDAY


def _fund(side: Side, role: str) -> Arguments:
    return {"key": _held_fund(side).key}


def _held_fund(side: Side) -> BridgeFund:
    """Any fund: officers see all of them."""
    held = BridgeFund.objects.first()
    if held is None:
        new = replace(FUND, terms=NewTerms(since=DAY, basis="示例文件"))
        held = open_fund(fund=new, actor=side.actor(roles.OFFICER), at=AT)
    return held


def _bridge(side: Side, role: str) -> Arguments:
    """A bridge of the side's firm, promised by the side's bank."""
    held = Bridge.objects.filter(enterprise=side.enterprise).first()
    if held is None:
        fund = _held_fund(side)
        held = Bridge.objects.create(
            no=f"Z2026-{800_000 + next(_numbers):06d}",
            fund=fund,
            terms=FundTerms.objects.filter(fund=fund)[0],
            loan=_loan(side),
            enterprise=side.enterprise,
            institution=side.institution,
            user_kind="enterprise",
            repay_fen=100 * WAN,
            amount_fen=50 * WAN,
            asked_on=DAY,
            asked_by=side.person(roles.FIRM_OWNER),
            asked_at=AT,
        )
    return {"no": held.no}


def _loan(side: Side) -> Loan:
    return loans.loan(
        bank=side.institution,
        firm=side.enterprise,
        bank_no=f"转-{next(_numbers)}",
        reference=f"take_up:T2026-BRIDGE{next(_numbers)}",
        disbursed_on=DAY - timedelta(days=330),
    )


def _old_loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


for _site in (PORTAL, WORKBENCH, CONSOLE):
    example(
        f"{_site.key}:bridge",
        *(f"{_site.key}:bridge-{step.key}" for step in _site.steps),
        of=_bridge,
        none={"no": "Z2026-999999"},
    )
example("portal:bridge-ask", of=_old_loan, none={"no": "L2026-999999"})
example(
    "console:bridge-fund",
    "console:bridge-fund-terms",
    "console:bridge-fund-grant",
    of=_fund,
    none={"key": "no-such-fund"},
)
