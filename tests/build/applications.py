"""Applications for policies at every stage of their life, made by the acts themselves."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.approve_decision import approve_decision, standing_decision
from kerong.cases.applications.arrange import Arrangement, arrange_clause
from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.give_review import OpinionGiven, give_review
from kerong.cases.applications.propose_decision import Proposal, propose_decision
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.models import Application, ClauseDesk
from kerong.catalogue import effects
from kerong.catalogue.effects import EffectOrder
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Department, Enterprise
from tests.build import cases, catalogue, evidence, parties, policies
from tests.build.cases import FRIDAY

REWARD_POLICY = "weifang-hnte-settled"
REWARD = "WEIFANG-HNTE"  # decided at once where the office allows it: 300,000 yuan, once
RENT = "jiangyin-state-rent"  # nobody need apply: months of rent, once
REWARD_FEN = 300_000_00
PUBLIC_DAYS = timedelta(days=11)  # past five working days and any weekend among them
STAGES = ("draft", "submitted", "accepted", "reviewed", "public", "approved")


@dataclass
class Opened:
    """What a fake package behind the decision was handed; it refuses with `fault`, if any."""

    orders: list[EffectOrder] = field(default_factory=list)
    fault: Exception | None = None

    def __call__(self, order: EffectOrder) -> str:
        if self.fault is not None:
            raise self.fault
        self.orders.append(order)
        return f"subsidy:S2026-{len(self.orders):06d}"


@dataclass
class Story:
    """An application with its people: two of the leading office, one of the reviewing one."""

    firm: Actor
    lead: Department
    other: Department
    officer: Actor
    chief: Actor
    reviewer: Actor
    at: datetime
    application: Application = None  # type: ignore[assignment]

    def reload(self) -> Application:
        self.application.refresh_from_db()
        return self.application


def carried_out(by: Callable[[EffectOrder], str]) -> None:
    """Who carries out grants from now on; a test restores the registry it found."""
    effects._handlers[effects.SUBSIDY] = by


def world(*codes: str) -> None:
    """A calendar, reference rows and these policies published."""
    cases.hold_calendar(2026)
    catalogue.reference()
    policies.publish(*(codes or (REWARD_POLICY, RENT)))


def firm(**facts: str) -> Enterprise:
    """A firm of Weifang that meets the reward, but for what is told otherwise."""
    made = parties.enterprise(division_code="370705", industry_code="C3911")
    said = {"is_hnte": "true", "is_newly_attracted": "true"} | facts
    evidence.observe(made, {code: value for code, value in said.items() if value})
    return made


def tenant(**facts: str) -> Enterprise:
    """A firm that rents from the state: three months of 20,000 yuan."""
    made = parties.enterprise(division_code="320281", industry_code="C3911")
    said = {
        "size_class": "small",
        "is_state_tenant": "true",
        "has_rent_arrears": "false",
        "is_rent_sublet": "false",
        "state_rent_monthly": "2000000",
        "rent_relief_months": "3",
    }
    evidence.observe(made, said | facts)
    return made


def officer(department: Department) -> Actor:
    return parties.actor(roles.OFFICER, department=department)


def arranged(
    clause: str, lead: Department, *reviewers: Department, at: datetime = FRIDAY, **fields: object
) -> ClauseDesk:
    given = {"adopts": "示例依据〔2026〕1 号", "budget": "demo-2026"} | fields
    arrangement = Arrangement(
        clause=clause,
        lead_id=lead.pk,
        reviewers=tuple(each.pk for each in reviewers),
        **given,  # type: ignore[arg-type]
    )
    return arrange_clause(actor=officer(lead), arrangement=arrangement, at=at)


def begin(
    enterprise: Enterprise | None = None, *, at: datetime = FRIDAY, **fields: object
) -> Story:
    """The people and the desk; no application yet."""
    lead, other = parties.department(), parties.department()
    arranged(REWARD, lead, other, at=at, **fields)
    return people(lead, cases.firm(enterprise or firm()), other, at=at)


def people(
    lead: Department, owner: Actor, other: Department | None = None, *, at: datetime = FRIDAY
) -> Story:
    """Who acts on an application of this firm led by this office."""
    other = other or lead
    return Story(
        firm=owner,
        lead=lead,
        other=other,
        officer=officer(lead),
        chief=officer(lead),
        reviewer=officer(other),
        at=at,
    )


def story(stage: str = "draft", told: Story | None = None, **form: object) -> Story:
    """An application brought to `stage`, every act a minute after the other."""
    made = told or begin()
    for name in STAGES[: STAGES.index(stage) + 1]:
        made.at += timedelta(minutes=1)
        bring(made, name, **(form if name == "draft" else {}))
    return made


def bring(told: Story, stage: str, **given: object) -> Story:
    _STEPS[stage](told, **given)  # type: ignore[operator]
    return told


def _draft(told: Story, **form: object) -> None:
    given = replace(ApplicationForm(clause=REWARD), **form)  # type: ignore[arg-type]
    told.application = draft_application(actor=told.firm, form=given, at=told.at)


def _submitted(told: Story) -> None:
    told.application = submit_application(actor=told.firm, no=told.application.no, at=told.at)


def _accepted(told: Story) -> None:
    told.application = accept_application(actor=told.officer, no=told.application.no, at=told.at)


def _reviewed(told: Story) -> None:
    for each in (told.officer, told.reviewer):
        agree = OpinionGiven(opinion="agree", amount_fen=REWARD_FEN)
        give_review(actor=each, no=told.application.no, given=agree, at=told.at)


def _public(told: Story) -> None:
    grant = Proposal(outcome="grant", amount_fen=REWARD_FEN, words="条件属实。")
    propose_decision(actor=told.officer, no=told.application.no, proposal=grant, at=told.at)
    told.reload()


def _approved(told: Story) -> None:
    told.at += PUBLIC_DAYS
    decide(actor=told.chief, no=told.application.no, at=told.at)
    told.reload()


def decide(*, actor: Actor, no: str, at: datetime) -> Application:
    """The second person approves the proposal that stands."""
    seen = standing_decision(Application.objects.get(no=no)).proposed_at
    return approve_decision(actor=actor, no=no, proposed_at=seen, at=at)


_STEPS = {
    "draft": _draft,
    "submitted": _submitted,
    "accepted": _accepted,
    "reviewed": _reviewed,
    "public": _public,
    "approved": _approved,
}
