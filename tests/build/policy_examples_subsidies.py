"""Examples for the addresses of subsidies, budgets, claw-backs and runs."""

from datetime import date

from django.db import transaction

from kerong.contracts.subsidies.ask_distribution import ask_distribution
from kerong.contracts.subsidies.claw_backs import Found, proposed_claw_back
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import (
    BudgetProposal,
    ClawBack,
    ClawBackMove,
    ClawBackReceipt,
    Distribution,
    InterestRun,
    Subsidy,
    SurplusReturn,
)
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.propose_budget import NewBudget, propose_budget
from kerong.contracts.subsidies.propose_surplus import propose_surplus
from tests.build import subsidies
from tests.build.cases import WAN
from tests.build.policy_examples import MISSING_NO, Arguments, example
from tests.build.sides import Side

NO_SUBSIDY, NO_BACK, NO_RUN = "S2026-999999", "Z2026-999999", "X2026-999999"


def _held(side: Side) -> Subsidy:
    """The subsidy of the side's own firm, awarded when first asked for."""
    made = Subsidy.objects.filter(enterprise=side.enterprise).first()
    if made is None:
        subsidies.budget()
        made = subsidies.awarded(subsidies.award(side.enterprise))
    return made


def _subsidy(side: Side, role: str) -> Arguments:
    return {"no": _held(side).no}


def _claw_back(side: Side, role: str) -> Arguments:
    held = _held(side)
    row = ClawBack.objects.filter(subsidy=held).first()
    if row is None:
        found = Found(
            reference=f"example:{held.no}",
            event=ClawBack.Event.OVERDUE,
            event_on=date(2026, 4, 1),
            amount_fen=WAN,
            words="逾期区间不予贴息",
        )
        with transaction.atomic():
            row = proposed_claw_back(held, found, actor=subsidies.officer(), at=subsidies.AT)
    return {"no": row.no}


def _budget(side: Side, role: str) -> Arguments:
    return {"code": subsidies.budget().code}


def _proposal(side: Side, role: str) -> Arguments:
    asked = BudgetProposal.objects.filter(state="asked").first()
    if asked is None:
        budget = NewBudget(
            key="proposed", year=2026, title="拟设", amount_fen=WAN, mode="first_come"
        )
        officer = subsidies.officer()
        asked = propose_budget(budget=budget, client_key="x", actor=officer, at=subsidies.AT)
    return {"pk": asked.pk}


def _distribution(side: Side, role: str) -> Arguments:
    asked = Distribution.objects.filter(state="asked").first()
    if asked is None:
        subsidies.budget("shared", mode="pro_rata")
        subsidies.awarded(subsidies.award(budget="shared-2026"))
        officer = subsidies.officer()
        asked = ask_distribution(budget="shared-2026", actor=officer, at=subsidies.AT)
    return {"pk": asked.pk}


def _run(side: Side, role: str) -> Arguments:
    run = InterestRun.objects.filter(state="draft").first()
    if run is None:
        subsidies.budget()
        draft = RunDraft(
            programme="national_2026",
            clause="private-investment-interest",
            budget="upgrading-2026",
            period=Period(date(2026, 1, 1), date(2026, 4, 1)),
        )
        run = draft_run(draft=draft, actor=subsidies.officer(), at=subsidies.AT)
    return {"no": run.no}


example(
    "console:subsidy",
    "console:subsidy-order",
    "console:subsidy-cancellation",
    "console:subsidy-delivery",
    "console:subsidy-claw-back",
    "portal:subsidy",
    of=_subsidy,
    none={"no": NO_SUBSIDY},
)
example(
    "console:claw-back-confirmation",
    "console:claw-back-dropping",
    "console:claw-back-receipt",
    "console:claw-back-waiver",
    "console:claw-back-waiver-approval",
    "console:claw-back-waiver-return",
    of=_claw_back,
    none={"no": NO_BACK},
)
example(
    "console:budget",
    "console:budget-top-up",
    "console:budget-distribution",
    "console:budget-orders",
    of=_budget,
    none={"code": "nothing-2026"},
)
example(
    "console:budget-approval",
    "console:budget-return",
    of=_proposal,
    none={"pk": MISSING_NO},
)
example(
    "console:distribution-approval",
    "console:distribution-return",
    of=_distribution,
    none={"pk": MISSING_NO},
)
example(
    "console:interest-run",
    "console:interest-run-submission",
    "console:interest-run-approval",
    "console:interest-run-return",
    of=_run,
    none={"no": NO_RUN},
)
example(
    "console:interest-line",
    of=lambda side, role: _run(side, role) | {"line_no": 1},
    none={"no": NO_RUN, "line_no": 1},
)


def _receipt(side: Side) -> ClawBackReceipt:
    """One with something left, of the claw-back of the side's firm."""
    row = ClawBack.objects.get(no=_claw_back(side, "")["no"])
    payer = row.subsidy.enterprise.reference
    held = ClawBackReceipt.objects.filter(payer=payer).first()
    if held is None:
        held = ClawBackReceipt.objects.create(
            payer=payer, bank_no="SK-示例", amount_fen=300, used_fen=100,
            received_on=subsidies.AT.date(), recorded_at=subsidies.AT,
        )  # fmt: skip
        ClawBackMove.objects.create(
            claw_back=row, kind="received", amount_fen=100, reference=held.bank_no, receipt=held,
            moved_on=subsidies.AT.date(), recorded_at=subsidies.AT,
        )  # fmt: skip
    return held


def _left(side: Side, role: str) -> Arguments:
    return {"pk": _receipt(side).pk}


def _surplus(side: Side, role: str) -> Arguments:
    receipt = _receipt(side)
    held = SurplusReturn.objects.filter(receipt=receipt, state="proposed").first()
    if held is None:
        told = {"receipt_id": receipt.pk, "words": "企业多缴，应予退还"}
        held = propose_surplus(**told, actor=subsidies.officer(), at=subsidies.AT)
    return {"no": held.no}


example("console:claw-back-surplus", of=_left, none={"pk": 987_654})
example(
    "console:surplus-proposal",
    of=_left,
    none={"pk": 987_654},
    post=lambda side, role: {"words": "企业多缴，应予退还"},
)
example(
    "console:surplus-approval",
    of=_surplus,
    none={"no": "ZT2026-999999"},
    post=lambda side, role: {"amount_fen": "200"},
)
example(
    "console:surplus-sending-back",
    of=_surplus,
    none={"no": "ZT2026-999999"},
    post=lambda side, role: {"words": "留待抵扣"},
)
