"""The roles (角色) a person can act in, and the groups rules speak of."""

ANONYMOUS = "anonymous"
PERSON = "person"
FIRM_OWNER = "firm_owner"
FIRM_CLERK = "firm_clerk"
INSTITUTION_CLERK = "institution_clerk"
INSTITUTION_APPROVER = "institution_approver"
INSTITUTION_ADMIN = "institution_admin"
OFFICER = "officer"
AUDITOR = "auditor"
OPERATOR = "operator"
SYSTEM = "system"

FIRM = frozenset({FIRM_OWNER, FIRM_CLERK})
INSTITUTION = frozenset({INSTITUTION_CLERK, INSTITUTION_APPROVER, INSTITUTION_ADMIN})
GOVERNMENT = frozenset({OFFICER, AUDITOR, OPERATOR})
SIGNED_IN = frozenset({PERSON}) | FIRM | INSTITUTION | GOVERNMENT
EVERYONE = SIGNED_IN | {ANONYMOUS}
ALL_ROLES = EVERYONE | {SYSTEM}
