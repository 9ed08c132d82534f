"""Everything a page can show, made by the acts themselves and at the present moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from kerong.cases.drafts import QuotedFee
from kerong.cases.rate_case import rate_case
from kerong.cases.send_message import send_message
from kerong.evidence.consent import LOAN_NEED, Terms, grant_consent
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.deliver import deliver_due
from kerong.parties.models import Institution, Person
from tests.build import cases, catalogue, evidence, parties, policies

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRM_NAME = "渝芯测试技术（示例）有限公司"


@dataclass
class World:
    """Who there is, and the numbers their pages are found by."""

    at: datetime
    owner: Actor
    clerk: Actor
    approver: Actor
    admin: Actor
    officer: Actor
    auditor: Actor
    operator: Actor
    told: dict[str, cases.Story] = field(default_factory=dict)
    product: str = ""
    consent: str = ""


def build_world(folder: Path) -> World:
    """One firm, one bank with its three people, a need at every stage, a product, a consent."""
    at = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    cases.hold_calendar(at.year - 1, at.year, at.year + 1)
    catalogue.published(folder / "small-loan")
    policies.publish("hightech-listing")
    bank = parties.institution("示例嘉陵银行股份有限公司", short_name="嘉陵银行")
    owner = cases.firm(_firm())
    made = World(
        at=at,
        owner=owner,
        clerk=cases.clerk(bank),
        approver=cases.approver(bank),
        admin=parties.actor(roles.INSTITUTION_ADMIN, institution=bank),
        officer=cases.officer(),
        auditor=parties.actor(roles.AUDITOR),
        operator=parties.actor(roles.OPERATOR),
    )
    made.product = catalogue.on_shelf((made.clerk, made.approver)).code
    for stage in cases.STAGES:
        made.told[stage] = _story(made, stage)
    _rival_quotes(made)
    _rate_badly(made)
    made.consent = _consent(owner, bank, at)
    while deliver_due(timezone.now()):
        pass
    Person.objects.update(password_set_at=timezone.now())
    return made


def session_of(actor: Actor) -> str:
    """The cookie of a browser in which this person is signed in."""
    person = Person.objects.get(pk=actor.person_id)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _firm():  # type: ignore[no-untyped-def]
    firm = parties.enterprise(FIRM_NAME, industry_code="C3985", is_sample=True)
    known = {"tax_paid": "10000000", "operating_revenue": "3860000000", "rd_expense": "362840000"}
    evidence.observe(firm, known, citation="完税证明 12 号")
    evidence.observe(firm, {"founded_on": "2020-03-01"}, source="market_registry")
    evidence.keep_record(firm, "trademark", "T-1", title="示例商标")
    return firm


def _story(made: World, stage: str) -> cases.Story:
    """A need of the firm brought to `stage` by the bank, a minute an act."""
    at = made.at
    told = cases.Story(
        firm=made.owner,
        clerk=made.clerk,
        approver=made.approver,
        case=cases.need(made.owner, at=at, words="采购测试机台，补充流动资金。"),
        at=at,
    )
    for name in cases.STAGES[1 : cases.STAGES.index(stage) + 1]:
        told.at += timedelta(minutes=1)
        _step(told, name)
    return told


def _step(told: cases.Story, name: str) -> None:
    valid = (told.at + timedelta(days=20)).date()
    fields = {"valid_until": valid, "papers": ("审计报告",)} if name == "quoted" else {}
    cases._STEPS[name](told, **fields)  # type: ignore[operator]


def _rival_quotes(made: World) -> None:
    """A second bank on the quoted need, and a word between firm and bank."""
    told = made.told["quoted"]
    rival = parties.institution("示例两江银行股份有限公司", short_name="两江银行")
    other = cases.Story(
        firm=told.firm,
        clerk=cases.clerk(rival),
        approver=cases.approver(rival),
        case=told.case,
        at=told.at,
    )
    for name in ("taken", "contacted"):
        cases._STEPS[name](other)
    fee = QuotedFee(name="账户管理费", when="yearly", amount_fen=120_000)
    valid = (told.at + timedelta(days=20)).date()
    cases._STEPS["quoted"](other, rate_ppm=33_000, valid_until=valid, fees=(fee,))  # type: ignore[call-arg]
    for actor, words in ((made.clerk, "请补充审计报告。"), (made.owner, "已上传。")):
        send_message(actor=actor, take_up_no=told.take_up.no, words=words, at=told.at)


def _rate_badly(made: World) -> None:
    told = made.told["disbursed"]
    rate_case(actor=made.owner, case_no=told.case.no, level=1, words="太慢", at=told.at)


def _consent(owner: Actor, bank: Institution, at: datetime) -> str:
    terms = Terms(
        institution_id=bank.pk,
        purpose=LOAN_NEED,
        categories=frozenset({1, 14}),
        expires_on=(at + timedelta(days=90)).date(),
    )
    return str(grant_consent(actor=owner, terms=terms, at=at).no)
