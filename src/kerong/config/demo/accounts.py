"""The demo's people: one account per role, at two firms, two banks, a guarantor, an insurer …"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.actors import actor_for
from kerong.parties.duties import Grant
from kerong.parties.found_department import found_department
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import Department, Enterprise, Institution, Mandate
from kerong.parties.register_person import PersonDraft, register_person

PASSWORD = "kerong-demo-2026"  # noqa: S105  printed by `kerong demo`, loopback only
TOKEN_TERM = timedelta(days=90)
OFFICE = "金融发展局（示例）"
Place = Enterprise | Institution | Department


@dataclass(frozen=True)
class DemoAccount:
    """`place` is "firm 0", "bank 1", "office 0" or empty for the platform itself."""

    login: str
    name: str
    role: str
    place: str
    words: str


ACCOUNTS = (
    DemoAccount("firm-owner", "陈晓（示例）", roles.FIRM_OWNER, "firm 0", "企业管理员 firm owner"),
    DemoAccount("firm-clerk", "林静（示例）", roles.FIRM_CLERK, "firm 0", "企业经办人 firm clerk"),
    DemoAccount("firm2-owner", "何川（示例）", roles.FIRM_OWNER, "firm 1", "另一企业 another firm"),
    DemoAccount(
        "bank-clerk", "王敏（示例）", roles.INSTITUTION_CLERK, "bank 0", "银行经办 bank clerk"
    ),
    DemoAccount(
        "bank-approver",
        "李强（示例）",
        roles.INSTITUTION_APPROVER,
        "bank 0",
        "银行审批 bank approver",
    ),
    DemoAccount(
        "bank-admin", "赵岚（示例）", roles.INSTITUTION_ADMIN, "bank 0", "银行管理员 bank admin"
    ),
    DemoAccount(
        "bank2-clerk", "周宁（示例）", roles.INSTITUTION_CLERK, "bank 1", "另一银行 another bank"
    ),
    DemoAccount(
        "bank2-approver",
        "吴刚（示例）",
        roles.INSTITUTION_APPROVER,
        "bank 1",
        "另一银行审批 its approver",
    ),
    DemoAccount(
        "guarantor-clerk",
        "冯洁（示例）",
        roles.INSTITUTION_CLERK,
        "guarantor 0",
        "担保经办 guarantor clerk",
    ),
    DemoAccount(
        "guarantor-approver",
        "许航（示例）",
        roles.INSTITUTION_APPROVER,
        "guarantor 0",
        "担保审批 guarantor approver",
    ),
    DemoAccount(
        "insurer-clerk",
        "蒋悦（示例）",
        roles.INSTITUTION_CLERK,
        "insurer 0",
        "保险经办 insurer clerk",
    ),
    DemoAccount(
        "insurer-approver",
        "沈涛（示例）",
        roles.INSTITUTION_APPROVER,
        "insurer 0",
        "保险审批 insurer approver",
    ),
    DemoAccount("officer", "郑凯（示例）", roles.OFFICER, "office 0", "政府工作人员 officer"),
    DemoAccount(
        "officer-chief", "韩梅（示例）", roles.OFFICER, "office 0", "同部门复核 second officer"
    ),
    DemoAccount("auditor", "孙莉（示例）", roles.AUDITOR, "", "审计人员 auditor"),
    DemoAccount("operator", "钱进（示例）", roles.OPERATOR, "", "平台运维 operator"),
)
TOKENS_FOR = ("firm-clerk", "bank-clerk")


def load_accounts(at: datetime) -> dict[str, str]:
    """Create the accounts and return the API tokens by login; needs sample firms and banks.

    Where no guarantor or insurer was admitted, its people get none.
    """
    places = _places()
    places["office 0"] = found_department(name=OFFICE, code="finance", actor=SYSTEM, at=at)
    mandates = {
        account.login: _create(account, _grant(account, places), at)
        for account in ACCOUNTS
        if not account.place.startswith(("guarantor", "insurer")) or account.place in places
    }
    return {login: _token(mandates[login], at) for login in TOKENS_FOR}


def _places() -> dict[str, Place]:
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    banks = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")
    guarantors = Institution.objects.filter(is_sample=True, kind="guarantor").order_by("pk")
    insurers = Institution.objects.filter(is_sample=True, kind="insurer").order_by("pk")
    return {
        **{f"insurer {index}": each for index, each in enumerate(insurers[:1])},
        **{f"guarantor {index}": each for index, each in enumerate(guarantors[:1])},
        **{f"firm {index}": firm for index, firm in enumerate(firms[:2])},
        **{f"bank {index}": bank for index, bank in enumerate(banks[:2])},
    }


def _create(account: DemoAccount, grant: Grant, at: datetime) -> Mandate:
    draft = PersonDraft(login=account.login, name=account.name, password=PASSWORD)
    person = register_person(draft=draft, actor=SYSTEM, at=at)
    return grant_mandate(person_id=person.pk, grant=grant, actor=SYSTEM, at=at)


def _grant(account: DemoAccount, places: Mapping[str, Place]) -> Grant:
    place = places.get(account.place)
    return Grant(
        account.role,
        enterprise_id=place.pk if isinstance(place, Enterprise) else None,
        institution_id=place.pk if isinstance(place, Institution) else None,
        department_id=place.pk if isinstance(place, Department) else None,
    )


def _token(mandate: Mandate, at: datetime) -> str:
    # Loopback only: nobody has enrolled a second factor yet, and a token asks for one.
    actor = actor_for(mandate.person, mandate.pk, second_factor=True)
    last = localtime(at).date() + TOKEN_TERM
    return issue_api_token(name="demo", expires_on=last, actor=actor, at=at).text
