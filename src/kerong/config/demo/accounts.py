"""The demo's people: one account per role, at two firms, two banks and one office."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kerong.kernel import roles
from kerong.parties.models import Department, Enterprise, Institution, Mandate, Person

PASSWORD = "kerong-demo-2026"  # noqa: S105  printed by `kerong demo`, loopback only
TOKEN_DAYS = 90


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
    DemoAccount("officer", "郑凯（示例）", roles.OFFICER, "office 0", "政府工作人员 officer"),
    DemoAccount("auditor", "孙莉（示例）", roles.AUDITOR, "", "审计人员 auditor"),
    DemoAccount("operator", "钱进（示例）", roles.OPERATOR, "", "平台运维 operator"),
)
TOKENS_FOR = ("firm-clerk", "bank-clerk")


def load_accounts(at: datetime) -> Mapping[str, str]:
    """Create the accounts and return the API tokens by login; needs sample firms and banks."""
    places = _places()
    with transaction.atomic():
        for account in ACCOUNTS:
            _create(account, places, at)
    return {login: _token(login, at) for login in TOKENS_FOR}


def _places() -> dict[str, Enterprise | Institution | Department]:
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    banks = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")
    office, _ = Department.objects.get_or_create(code="finance", defaults={"name": "金融发展局（示例）"})
    return {
        **{f"firm {index}": firm for index, firm in enumerate(firms[:2])},
        **{f"bank {index}": bank for index, bank in enumerate(banks[:2])},
        "office 0": office,
    }


def _create(
    account: DemoAccount,
    places: Mapping[str, Enterprise | Institution | Department],
    at: datetime,
) -> None:
    person = Person.objects.create(
        login=account.login,
        name=account.name,
        password=make_password(PASSWORD),
        password_set_at=at,
        registered_at=at,
    )
    place = places[account.place] if account.place else None
    Mandate.objects.create(
        person=person,
        role=account.role,
        enterprise=place if isinstance(place, Enterprise) else None,
        institution=place if isinstance(place, Institution) else None,
        department=place if isinstance(place, Department) else None,
        granted_at=at,
    )
