"""Needs of invented firms at every stage of their life, made by the acts themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from kerong.cases.accept_quote import accept_quote
from kerong.cases.approve_credit import approve_credit
from kerong.cases.drafts import CreditTerms, Disbursement, NeedDraft, QuoteTerms
from kerong.cases.models import Case, Quote, TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.publish_need import publish_need
from kerong.cases.rate_case import rate_case
from kerong.cases.record_contact import record_contact
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.refuse import refuse
from kerong.cases.submit_quote import submit_quote
from kerong.cases.take_up_need import take_up_need
from kerong.cases.withdraw_need import withdraw_need
from kerong.config.demo.order import Order, order_of
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Enterprise, Institution, Mandate, Person

STEP = timedelta(minutes=25)
# (hours ago, what became of it): the first two firms are left alone, they are for the visitor.
STORIES = (
    (2, "open"),
    (3, "open"),
    (4, "open"),
    (5, "open"),
    (6, "open"),
    (20, "taken"),
    (22, "taken"),
    (24, "contacted"),
    (26, "quoted"),
    (28, "quoted"),
    (30, "refused"),
    (32, "accepted"),
    (46, "proposed"),
    (48, "credited"),
    (50, "credited"),
    (70, "disbursed"),
    (72, "rated"),
    (74, "rated"),
    (94, "rated"),
    (96, "withdrawn"),
)
STAGES = ("open", "taken", "contacted", "quoted", "accepted", "proposed", "credited", "disbursed")
RATINGS = ((5, "从下单到放款一路都有人跟进。"), (4, "资料要求清楚。"), (5, ""))


@dataclass
class Story:
    """One need with its people, walking forward in time step by step."""

    firm: Actor
    banks: list["Bank"]
    order: Order
    at: datetime
    number: int
    case: Case = field(init=False)
    take_up: TakeUp = field(init=False)
    quote: Quote = field(init=False)

    @property
    def bank(self) -> "Bank":
        return self.banks[self.number % len(self.banks)]

    def next(self) -> datetime:
        self.at += STEP
        return self.at


@dataclass(frozen=True)
class Bank:
    clerk: Actor
    approver: Actor


def load_needs(at: datetime) -> int:
    """Tell every story up to `at`; needs the sample firms, the products and the accounts."""
    firms = _firms(at, len(STORIES))
    banks = _banks(at)
    for number, (hours, ending) in enumerate(sorted(STORIES, reverse=True)):
        began = at - timedelta(hours=hours)
        firm, order = firms[number]
        _tell(Story(firm, banks, order, began, number), ending)
    return len(STORIES)


def _tell(story: Story, ending: str) -> None:
    last = ending if ending in STAGES else _BEFORE[ending]
    for stage in STAGES[: STAGES.index(last) + 1]:
        _ACTS[stage](story)
    if ending != last:
        _ENDINGS[ending](story)


def _open(story: Story) -> None:
    order = story.order
    draft = NeedDraft(
        mode="open",
        amount_fen=order.amount_fen,
        term_months=order.term_months,
        purpose="research" if story.number % 3 == 0 else "working_capital",
        security="credit" if story.number % 2 else "any",
        consent_categories=(1, 5, 13, 14, 16, 17, 23, 26),
        listing_code=order.listing_code,
        finding_digest=order.finding_digest,
        words="示例需求",
        client_key=f"demo-{story.number}",
    )
    story.case = publish_need(actor=story.firm, draft=draft, at=story.at)


def _taken(story: Story) -> None:
    clerk = story.bank.clerk
    story.take_up = take_up_need(actor=clerk, case_no=story.case.no, at=story.next())
    if story.number % 4 == 0:  # now and then a second institution takes the need as well
        other = story.banks[(story.number + 1) % len(story.banks)]
        take_up_need(actor=other.clerk, case_no=story.case.no, at=story.next())


def _contacted(story: Story) -> None:
    record_contact(
        actor=story.bank.clerk,
        take_up_no=story.take_up.no,
        words="已电话联系经办人，约定现场走访（示例）",
        at=story.next(),
    )


def _quoted(story: Story) -> None:
    order, on = story.order, localdate(story.at)
    terms = QuoteTerms(
        amount_fen=order.amount_fen,
        rate_ppm=order.rate_ppm,
        term_months=order.term_months,
        method=order.method,
        day_count="30/360",
        security="credit",
        valid_until=on + timedelta(days=20),
        words="示例报价",
    )
    story.quote = submit_quote(
        actor=story.bank.clerk, take_up_no=story.take_up.no, terms=terms, at=story.next()
    )


def _accepted(story: Story) -> None:
    accept_quote(actor=story.firm, case_no=story.case.no, quote_id=story.quote.pk, at=story.next())


def _proposed(story: Story) -> None:
    terms = CreditTerms(
        amount_fen=story.order.amount_fen,
        rate_ppm=story.order.rate_ppm,
        words="经营稳定，同意按报价授信（示例）。",
    )
    propose_credit(
        actor=story.bank.clerk, take_up_no=story.take_up.no, terms=terms, at=story.next()
    )


def _credited(story: Story) -> None:
    approve_credit(actor=story.bank.approver, take_up_no=story.take_up.no, at=story.next())


def _disbursed(story: Story) -> None:
    at = story.next()
    payout = Disbursement(
        disbursed_on=localdate(at),
        amount_fen=story.order.amount_fen,
        reference=f"示例借据-{story.number:04d}",
    )
    record_disbursement(actor=story.bank.clerk, take_up_no=story.take_up.no, payout=payout, at=at)


def _rated(story: Story) -> None:
    level, words = RATINGS[story.number % len(RATINGS)]
    rate_case(actor=story.firm, case_no=story.case.no, level=level, words=words, at=story.next())


def _refused(story: Story) -> None:
    refuse(
        actor=story.bank.clerk,
        take_up_no=story.take_up.no,
        code="R01",
        words="企业所在行业暂不在本行当前支持范围内（示例）",
        at=story.next(),
    )


def _withdrawn(story: Story) -> None:
    withdraw_need(
        actor=story.firm,
        case_no=story.case.no,
        words="资金已由股东解决（示例）",
        at=story.next(),
    )


_ACTS: Mapping[str, Callable[[Story], None]] = {
    "open": _open,
    "taken": _taken,
    "contacted": _contacted,
    "quoted": _quoted,
    "accepted": _accepted,
    "proposed": _proposed,
    "credited": _credited,
    "disbursed": _disbursed,
}
_ENDINGS: Mapping[str, Callable[[Story], None]] = {
    "rated": _rated,
    "refused": _refused,
    "withdrawn": _withdrawn,
}
_BEFORE = {"rated": "disbursed", "refused": "contacted", "withdrawn": "taken"}


def _firms(at: datetime, count: int) -> list[tuple[Actor, Order]]:
    """Firms that meet at least one loan of the shelf, each with an owner, and what they order."""
    day = localdate(at - timedelta(hours=max(hours for hours, _ in STORIES)))
    found: list[tuple[Actor, Order]] = []
    firms = Enterprise.objects.filter(is_sample=True, legal_form="company").order_by("pk")
    for firm in firms[2:]:
        if len(found) == count:
            break
        actor = _someone(roles.FIRM_OWNER, f"sample-firm-{firm.pk}", at, enterprise=firm)
        order = order_of(firm, actor, on=day, at=at)
        if order is not None:
            found.append((actor, order))
    return found


def _banks(at: datetime) -> list[Bank]:
    """The demo's two banks with their accounts, and two more with people of their own."""
    banks = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")
    return [
        Bank(
            clerk=_member(bank, roles.INSTITUTION_CLERK, at),
            approver=_member(bank, roles.INSTITUTION_APPROVER, at),
        )
        for bank in banks[:4]
    ]


def _member(bank: Institution, role: str, at: datetime) -> Actor:
    held = Mandate.objects.usable().filter(institution=bank, role=role).first()
    if held is None:
        return _someone(role, f"sample-{role}-{bank.pk}", at, institution=bank)
    return actor_for(held.person, held.pk, second_factor=True)


def _someone(role: str, login: str, at: datetime, **place: Enterprise | Institution) -> Actor:
    """Somebody who holds a mandate but cannot sign in; they exist for the stories alone."""
    since = at - timedelta(days=30)
    person = Person(login=login, name="示例人员", registered_at=since, is_active=False)
    person.set_unusable_password()
    person.save()
    held = Mandate.objects.create(person=person, role=role, granted_at=since, **place)
    return actor_for(person, held.pk, second_factor=True)
