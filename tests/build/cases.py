"""Needs at every stage of their life, made by the acts themselves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kerong.cases.accept_quote import accept_quote
from kerong.cases.approve_credit import approve_credit
from kerong.cases.drafts import CreditTerms, Disbursement, NeedDraft, QuoteTerms
from kerong.cases.models import Case, CreditDecision, Quote, TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.publish_need import publish_need
from kerong.cases.record_contact import record_contact
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.submit_quote import submit_quote
from kerong.cases.take_up_need import take_up_need
from kerong.contracts.loans.models import Loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from kerong.reference import versions
from kerong.reference.models import CalendarYear, WorkDay
from tests.build import parties

CHINA = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 3, 6, 10, 0, tzinfo=CHINA)
WAN = 10_000 * 100
DRAFT = NeedDraft(
    mode="open",
    amount_fen=300 * WAN,
    term_months=12,
    purpose="working_capital",
    security="credit",
    consent_categories=(1, 6, 13),
)
TERMS = QuoteTerms(
    amount_fen=300 * WAN,
    rate_ppm=34_500,
    term_months=12,
    method="annuity",
    day_count="30/360",
    security="credit",
    valid_until=date(2026, 3, 31),
)
CREDIT = CreditTerms(amount_fen=300 * WAN, rate_ppm=34_500, words="经营稳定，同意按报价授信。")
PAYOUT = Disbursement(disbursed_on=date(2026, 3, 9), amount_fen=300 * WAN, reference="借-2026-0001")
STAGES = ("open", "taken", "contacted", "quoted", "accepted", "proposed", "credited", "disbursed")


@dataclass
class Story:
    """A need with its people; `take_up`, `quote`, `decision`, `loan` exist from their stage on."""

    firm: Actor
    clerk: Actor
    approver: Actor
    case: Case
    at: datetime
    take_up: TakeUp = None  # type: ignore[assignment]
    quote: Quote = None  # type: ignore[assignment]
    decision: CreditDecision = None  # type: ignore[assignment]
    loan: Loan = None  # type: ignore[assignment]

    def reload(self) -> "Story":
        self.case.refresh_from_db()
        if self.take_up is not None:
            self.take_up.refresh_from_db()
        return self


def hold_calendar(*years: int, rest: tuple[date, ...] = ()) -> None:
    """These years are announced, weekdays working but for `rest`."""
    for year in years:
        CalendarYear.objects.get_or_create(year=year, defaults={"source": "示例"})
    for day in rest:
        WorkDay.objects.create(day=day, is_working=False, name="示例", source="示例")
    versions.moved(versions.CALENDAR)


def draft(**fields: object) -> NeedDraft:
    return replace(DRAFT, **fields)  # type: ignore[arg-type]


def terms(**fields: object) -> QuoteTerms:
    return replace(TERMS, **fields)  # type: ignore[arg-type]


def firm(enterprise: Enterprise | None = None) -> Actor:
    return parties.actor(roles.FIRM_OWNER, enterprise=enterprise or parties.enterprise())


def clerk(institution: Institution | None = None) -> Actor:
    return parties.actor(roles.INSTITUTION_CLERK, institution=institution or parties.institution())


def approver(institution: Institution) -> Actor:
    return parties.actor(roles.INSTITUTION_APPROVER, institution=institution)


def officer() -> Actor:
    return parties.actor(roles.OFFICER, department=parties.department())


def need(by: Actor | None = None, *, at: datetime = FRIDAY, **fields: object) -> Case:
    """A published need, open to all unless told otherwise."""
    return publish_need(actor=by or firm(), draft=draft(**fields), at=at)


def story(stage: str = "open", *, at: datetime = FRIDAY, **fields: object) -> Story:
    """A need brought to `stage` by one bank, every act one minute after the other."""
    bank = parties.institution()
    owner = firm()
    made = Story(
        firm=owner,
        clerk=clerk(bank),
        approver=approver(bank),
        case=need(owner, at=at, **fields),
        at=at,
    )
    for name in STAGES[1 : STAGES.index(stage) + 1]:
        made.at += timedelta(minutes=1)
        bring(made, name)
    return made


def second_bank(told: Story, stage: str = "quoted", **quoted: object) -> Story:
    """Another bank on the same need, at the same moment."""
    bank = parties.institution()
    other = replace(told, clerk=clerk(bank), approver=approver(bank))
    for name in STAGES[1 : STAGES.index(stage) + 1]:
        bring(other, name, **(quoted if name == "quoted" else {}))
    return other


def bring(told: Story, stage: str, **fields: object) -> Story:
    """One act further, to `stage`, at the story's own moment."""
    _STEPS[stage](told, **fields)  # type: ignore[operator]
    return told


def _taken(told: Story) -> None:
    told.take_up = take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at)


def _contacted(told: Story) -> None:
    record_contact(
        actor=told.clerk, take_up_no=told.take_up.no, words="电话联系法定代表人", at=told.at
    )
    told.reload()


def _quoted(told: Story, **fields: object) -> None:
    fields.setdefault("valid_until", told.at.astimezone(CHINA).date() + timedelta(days=25))
    told.quote = submit_quote(
        actor=told.clerk, take_up_no=told.take_up.no, terms=terms(**fields), at=told.at
    )
    told.reload()


def _accepted(told: Story) -> None:
    accept_quote(actor=told.firm, case_no=told.case.no, quote_id=told.quote.pk, at=told.at)
    told.reload()


def _proposed(told: Story) -> None:
    told.decision = propose_credit(
        actor=told.clerk, take_up_no=told.take_up.no, terms=CREDIT, at=told.at
    )


def _credited(told: Story) -> None:
    told.decision = approve_credit(actor=told.approver, take_up_no=told.take_up.no, at=told.at)
    told.reload()


def _disbursed(told: Story, **fields: object) -> None:
    known = {
        "disbursed_on": told.at.astimezone(CHINA).date(),
        "reference": f"借-{told.take_up.no}",
    }
    payout = replace(PAYOUT, **(known | fields))  # type: ignore[arg-type]
    told.loan = record_disbursement(
        actor=told.clerk, take_up_no=told.take_up.no, payout=payout, at=told.at
    )
    told.reload()


_STEPS = {
    "taken": _taken,
    "contacted": _contacted,
    "quoted": _quoted,
    "accepted": _accepted,
    "proposed": _proposed,
    "credited": _credited,
    "disbursed": _disbursed,
}
