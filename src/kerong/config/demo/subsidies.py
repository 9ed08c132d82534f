"""Budgets, subsidies on their way and a run of interest subsidies under review (示例)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.draft_run import RunDraft, draft_run
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.period import Period, quarter_of
from kerong.contracts.subsidies.propose_budget import NewBudget, propose_budget
from kerong.contracts.subsidies.propose_top_up import propose_top_up
from kerong.finance.stacking import DIFFERENCE
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Enterprise, Mandate

WAN = 1_000_000
UPGRADING, JOBS, INTEREST = "demo-upgrading", "demo-jobs", "demo-interest"


def load_subsidies(at: datetime) -> int:
    """Needs the accounts and the loans. Returns how many subsidies there are."""
    officer, chief = _acting("officer"), _acting("officer-chief")
    on = localdate(at)
    for key, title, amount, mode in (
        (UPGRADING, "示例智能化改造补助", 800 * WAN, "first_come"),
        (JOBS, "示例吸纳就业补贴", 5 * WAN, "pro_rata"),
        (INTEREST, "示例贷款贴息", 300 * WAN, "first_come"),
    ):
        budget = NewBudget(
            key=key,
            year=on.year,
            title=title,
            amount_fen=amount,
            mode=mode,
            basis="示例财预〔1〕号",
        )
        asked = propose_budget(budget=budget, client_key="demo", actor=officer, at=at)
        approve_budget(pk=asked.pk, actor=chief, at=at)
    propose_top_up(
        budget=f"{INTEREST}-{on.year}",
        amount_fen=100 * WAN,
        words="示例财预〔9〕号",
        client_key="demo",
        actor=officer,
        at=at,
    )
    _award_some(on, actor=officer, at=at)
    draft = RunDraft(
        programme="national_2026",
        clause="demo-interest",
        budget=f"{INTEREST}-{on.year}",
        period=Period(date(on.year, 1, 1), quarter_of(on).to_on),
    )
    draft_run(draft=draft, actor=officer, at=at)
    return Subsidy.objects.count()


def _acting(login: str) -> Actor:
    held = Mandate.objects.usable().get(person__login=login)
    return actor_for(held.person, held.pk, second_factor=True)


def _award_some(on: date, *, actor: Actor, at: datetime) -> None:
    """One ordered to be paid, a higher one of which the difference is held, two that wait."""
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    first, second = firms[0], firms[1]
    plans = (
        (first, "district-upgrading", UPGRADING, 30, "project:智能化改造一期"),
        (first, "city-upgrading", UPGRADING, 50, "project:智能化改造一期"),
        (first, "demo-jobs", JOBS, 4, "project:吸纳就业"),
        (second, "demo-jobs", JOBS, 6, "project:吸纳就业"),
    )
    for no, (firm, programme, budget, wan, matter) in enumerate(plans, start=1):
        award = SubsidyAward(
            reference=f"demo:subsidy-{no}",
            origin=f"demo:subsidy-{no}",
            programme=programme,
            clause=programme,
            enterprise_id=firm.pk,
            matter=matter,
            first_month=f"{on.year}-01",
            last_month=f"{on.year}-12",
            amount_fen=wan * WAN,
            form="cash",
            budget=f"{budget}-{on.year}",
            stack_rule=DIFFERENCE,
            family=budget,
            words="示例",
        )
        made = award_subsidy(award=award, actor=actor, at=at)
        if no == 1:
            order_subsidy(no=made.no, actor=actor, at=at)
