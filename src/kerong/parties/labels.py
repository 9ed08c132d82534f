"""What a role is called in both languages, for sentences that carry both."""

from kerong.kernel import roles
from kerong.parties.models.mandate import ROLES

ROLE_ZH: dict[str, str] = dict(ROLES) | {
    roles.PERSON: "自然人",
    roles.ANONYMOUS: "访客",
    roles.SYSTEM: "系统",
}
ROLE_EN: dict[str, str] = {
    roles.ANONYMOUS: "visitor",
    roles.PERSON: "private person",
    roles.FIRM_OWNER: "firm owner",
    roles.FIRM_CLERK: "firm clerk",
    roles.INSTITUTION_CLERK: "institution clerk",
    roles.INSTITUTION_APPROVER: "institution approver",
    roles.INSTITUTION_ADMIN: "institution administrator",
    roles.OFFICER: "government officer",
    roles.AUDITOR: "auditor",
    roles.OPERATOR: "platform operator",
    roles.SYSTEM: "the system",
}


def role_name(role: str, language: str) -> str:
    """The role's name in the language of the reader."""
    names = ROLE_EN if language.lower().startswith("en") else ROLE_ZH
    return names.get(role, role)
