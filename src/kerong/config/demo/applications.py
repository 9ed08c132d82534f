"""Applications for policies in the demo (示例): clauses taken on, a list, applications in hand."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.approve_decision import approve_decision, standing_decision
from kerong.cases.applications.arrange import Arrangement, arrange_clause
from kerong.cases.applications.claims import needs_subject
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.give_review import OpinionGiven, give_review
from kerong.cases.applications.open_list import open_list
from kerong.cases.applications.propose_decision import Proposal, propose_decision
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.applications.work_list import work_list
from kerong.cases.models import Application
from kerong.catalogue.plans import plan_for
from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.propose_budget import NewBudget, propose_budget
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Enterprise, Mandate, Person

LISTED = "job-stabilisation"
BUDGET_FEN = 5_000 * 1_000_000
SECONDS = timedelta(minutes=20)
# (days ago, how far it came): the first two firms are left alone, they are for the visitor.
STORIES = ((20, "approved"), (6, "reviewed"), (5, "accepted"), (3, "public"), (1, "submitted"))
STAGES = ("submitted", "accepted", "reviewed", "public", "approved")
LOOKED_AT = 60


def load_applications(at: datetime) -> int:
    """Needs the accounts and the policies; returns how many applications were made."""
    begun = at - timedelta(days=30)
    clerk, chief = _officers()
    budget = NewBudget(
        key="demo", year=localdate(at).year, title="政策兑付专项（示例）", amount_fen=BUDGET_FEN,
        mode="first_come",
    )  # fmt: skip
    asked = propose_budget(budget=budget, client_key="demo", actor=clerk, at=begun)
    code = approve_budget(pk=asked.pk, actor=chief, at=begun).code
    found = _met(at)
    for clause in {LISTED, *(clause for _firm, clause, _amount in found)}:
        _take_on(clerk, clause, code, begun)
    made = 0
    for one, (days, stage) in zip(found, STORIES, strict=False):
        _tell(one, (clerk, chief), stage, at - timedelta(days=days))
        made += 1
    _list(clerk, at - timedelta(hours=3))
    return made


def _take_on(clerk: Actor, clause: str, budget: str, at: datetime) -> None:
    assert clerk.department_id is not None
    arrangement = Arrangement(
        clause=clause,
        lead_id=clerk.department_id,
        adopts="示例：演示环境采信平台所列数字",
        budget=budget,
        decides_at_once=True,
    )
    arrange_clause(actor=clerk, arrangement=arrangement, at=at)


def _met(at: datetime) -> list[tuple[Enterprise, str, int]]:
    """Firms with a clause each that they meet and whose amount is known, all different firms."""
    policies, on = plan_for(localdate(at)).policies, localdate(at)
    found: list[tuple[Enterprise, str, int]] = []
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    for firm in firms[2:LOOKED_AT]:
        results = policies.plan.run(facts_of(firm, as_of=on, on=on).facts, on)
        for card, result in zip(policies.cards, results, strict=True):
            amount = result.limit_fen
            mode = card.clause.benefit.mode
            fits = result.outcome == "meets" and amount and mode == "reviewed"
            if fits and amount and not needs_subject(card.clause.benefit):
                found.append((firm, card.code, amount))
                break
        if len(found) == len(STORIES):
            break
    return found


def _tell(
    found: tuple[Enterprise, str, int], office: tuple[Actor, Actor], stage: str, at: datetime
) -> None:
    firm, clause, amount = found
    owner, (clerk, chief) = _owner(firm, at), office
    form = ApplicationForm(clause=clause, words="示例申请：数据以平台所存为准。")
    row = draft_application(actor=owner, form=form, at=at)
    for name in STAGES[: STAGES.index(stage) + 1]:
        at += SECONDS
        _bring(row, name, clerk, chief, amount, at)


def _bring(
    row: Application, stage: str, clerk: Actor, chief: Actor, amount: int, at: datetime
) -> None:
    owner = _owner(row.enterprise, at)
    if stage == "submitted":
        submit_application(actor=owner, no=row.no, at=at)
    elif stage == "accepted":
        accept_application(actor=clerk, no=row.no, at=at)
    elif stage == "reviewed":
        agree = OpinionGiven(opinion="agree", amount_fen=amount, words="数据比对无误。")
        give_review(actor=clerk, no=row.no, given=agree, at=at)
    elif stage == "public":
        grant = Proposal(outcome="grant", amount_fen=amount, words="条件属实，拟同意。")
        propose_decision(actor=clerk, no=row.no, proposal=grant, at=at)
    else:
        seen = standing_decision(row).proposed_at
        approve_decision(actor=chief, no=row.no, proposed_at=seen, at=at + timedelta(days=14))


def _list(clerk: Actor, at: datetime) -> None:
    made = open_list(actor=clerk, clause=LISTED, at=at)
    while work_list(made.pk, at):
        pass


def _officers() -> tuple[Actor, Actor]:
    """The two people of the office."""
    held = Mandate.objects.live().filter(role=roles.OFFICER).select_related("person")
    clerk, chief = held.order_by("pk")[:2]
    return (
        actor_for(clerk.person, clerk.pk, second_factor=True),
        actor_for(chief.person, chief.pk, second_factor=True),
    )


def _owner(firm: Enterprise, at: datetime) -> Actor:
    """Somebody who acts for an invented firm; made without a password, so nobody signs in."""
    held = Mandate.objects.live().filter(enterprise=firm, role=roles.FIRM_OWNER).first()
    if held is None:
        person = Person(login=f"sample-{firm.pk}", name=f"{firm.name[:12]}经办", registered_at=at)
        person.set_unusable_password()
        person.save()
        held = Mandate.objects.create(
            person=person, role=roles.FIRM_OWNER, enterprise=firm, granted_at=at
        )
    return actor_for(held.person, held.pk, second_factor=True)
