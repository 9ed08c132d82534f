"""Examples for the addresses of applications for policies, of lists and of publicity."""

from datetime import timedelta
from typing import Any

from kerong.cases.applications.open_list import open_list
from kerong.cases.models import Application, ApplicationPaper, ClauseDesk, EligibleList
from kerong.documents.store import keep, lay_down
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from tests.build import applications, documents
from tests.build.applications import RENT, REWARD
from tests.build.cases import FRIDAY
from tests.build.policy_examples import POSTS, Arguments, example
from tests.build.sides import Side

MISSING = "A2026-999999"


def _world(side: Side) -> None:
    """The policies published and the clauses taken on, once for both sides."""
    if not ClauseDesk.objects.exists():
        applications.world()
        for clause in (REWARD, RENT):
            applications.arranged(clause, side.department)


def _application(side: Side) -> Application:
    """Sent by the side's firm, and led by the side's office."""
    _world(side)
    found = Application.objects.filter(enterprise=side.enterprise, state="submitted").first()
    if found is not None:
        return found
    told = applications.people(side.department, side.actor(roles.FIRM_OWNER))
    applications.story("submitted", told, words="证书已于上月取得，数据尚未更新。")
    Application.objects.filter(pk=told.application.pk).update(lead=side.department)
    return told.reload()


def _public(side: Side) -> Application:
    row = _application(side)
    found = Application.objects.filter(enterprise=side.enterprise, state="publicity").first()
    return found or _again(
        row,
        state="publicity",
        claim_key="public",
        publicity_from_on=FRIDAY.date(),
        publicity_to_on=FRIDAY.date() + timedelta(days=7),
    )


def _again(row: Application, **fields: Any) -> Application:
    """Another one like it."""
    made = Application.objects.get(pk=row.pk)
    made.pk, made.no, made.client_key = None, f"A2026-9{row.pk:05d}", None
    for name, value in fields.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def _paper(side: Side, role: str) -> Arguments:
    row = _application(side)
    held = row.papers.first()
    if held is None:
        laid = lay_down(name="a.pdf", content=documents.ACCEPTED["a.pdf"][0], at=FRIDAY)
        held = ApplicationPaper.objects.create(
            application=row,
            title="证书",
            document=keep(laid, owner=row.reference, actor=SYSTEM),
            attached_by_id=row.submitted_by_id,
            attached_at=FRIDAY,
        )
    return {"no": row.no, "paper_id": held.pk}


def _list(side: Side, role: str) -> Arguments:
    """One drawn up by somebody of the side's office."""
    _world(side)
    desk = ClauseDesk.objects.get(clause=RENT)
    made = EligibleList.objects.filter(lead=side.department).first()
    if made is None:
        made = open_list(actor=applications.officer(desk.lead), clause=RENT, at=FRIDAY)
        EligibleList.objects.filter(pk=made.pk).update(lead=side.department, state="dropped")
    return {"no": made.no}


def _clause(side: Side, role: str) -> Arguments:
    _world(side)
    return {"code": REWARD}


example(
    "portal:application",
    "console:application",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
)
example(
    "console:application-approval",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    post=lambda side, role: {"proposed_at": FRIDAY.isoformat()},
)
example(
    "console:application-return",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    post=lambda side, role: {"words": "金额请再核实"},
)
example(
    "api:read_application",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    shared=frozenset({roles.AUDITOR}),
)
example(
    "api:send_application",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
)
example(
    "api:take_back",
    "api:answer_office",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    post=lambda side, role: {"words": "材料有误，重新申请"},
)
example(
    "api:attach_to_application",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    post=lambda side, role: {"title": "证书", "name": "a.pdf", "content": "YQ=="},
)
example(
    "api:reply_to",
    of=lambda side, role: {"no": _application(side).no},
    none={"no": MISSING},
    post=lambda side, role: {"reply": "agreed"},
)
POSTS["api:draft"] = lambda side, role: {"clause": _clause(side, role)["code"]}
example(
    "portal:application-step",
    of=lambda side, role: {"no": _application(side).no, "act": "submission"},
    none={"no": MISSING, "act": "submission"},
)
example(
    "console:application-step",
    of=lambda side, role: {"no": _application(side).no, "act": "acceptance"},
    none={"no": MISSING, "act": "acceptance"},
)
example(
    "portal:application-paper",
    "console:application-paper",
    of=_paper,
    none={"no": MISSING, "paper_id": 987_654_321},
)
example(
    "portal:publicity-notice",
    of=lambda side, role: {"no": _public(side).no},
    none={"no": MISSING},
)
example("portal:apply", "portal:apply-keep", of=_clause, none={"code": "NONE"}, shared=roles.FIRM)
example(
    "console:eligible-list",
    "console:eligible-list-confirmation",
    "console:eligible-list-decision",
    of=_list,
    none={"no": "M2026-999999"},
)
example(
    "console:eligible-list-giving-up",
    of=_list,
    none={"no": "M2026-999999"},
    post=lambda side, role: {"words": "参数有误"},
)
example("console:clause-desk", of=_clause, none={"code": "NONE"})
POSTS["console:eligible-lists"] = lambda side, role: {"clause": RENT}
