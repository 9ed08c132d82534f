"""Papers of an application: acceptance, call for papers, notice of a grant, decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from kerong.cases.applications.reasons import REMEDY_ZH, reason
from kerong.cases.models import Application, ApplicationDecision, Correction
from kerong.documents.issue import issue_document, supersede
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import day_zh, paid, reservations, said
from kerong.kernel.actor import Actor

ACCEPTED, CORRECTION, GRANT_NOTICE, DECIDED = (
    "application_accepted",
    "application_correction",
    "grant_notice",
    "application_decision",
)
_UNVERIFIED = "本条款的数字尚未核实（来源见政策库），以主管部门发布的文件为准。"
_KIND = IssuedDocument.Kind


def paper_accepted(application: Application, *, actor: Actor, at: datetime) -> IssuedDocument:
    """受理通知书: who looks at it, until when."""
    assert application.decision_due_on is not None
    facts = _head(application, ACCEPTED, "政策申请受理通知书", "Notice of acceptance") | {
        "paragraphs": ["你单位提交的下列申请，材料齐全，现予受理。"],
        "particulars": _particulars(application),
        "remarks": _remarks(application),
        "steps": ["暂无须办理；部门依次审核、拟定决定、公示、审定、兑付，进度可在平台查看。"],
        "due_on": f"{day_zh(application.decision_due_on)}前作出决定（不含公示期）",
        "contact": application.lead.name,
    }
    return _issued(_KIND.NOTICE, application, facts, actor, at)


def paper_correction(
    application: Application, correction: Correction, *, actor: Actor, at: datetime
) -> IssuedDocument:
    """补正通知书: everything that is missing, told once."""
    facts = _head(application, CORRECTION, "政策申请补正通知书", "Call for papers") | {
        "paragraphs": ["你单位提交的下列申请，请一次补正以下事项；补正期间不计入办理时限。"],
        "particulars": _particulars(application),
        "remarks": [correction.words] if correction.words else [],
        "steps": [str(item) for item in correction.items],
        "due_on": day_zh(correction.due_on),
        "contact": application.lead.name,
    }
    return _issued(_KIND.NOTICE, application, facts, actor, at)


def paper_grant_notice(
    application: Application, *, reply_due: str, actor: Actor, at: datetime
) -> IssuedDocument:
    """免申即享告知书: what the firm is to have without applying, and what it may answer."""
    facts = _head(application, GRANT_NOTICE, "免申即享告知书", "Notice of a benefit") | {
        "paragraphs": [
            "经数据比对，你单位符合下列政策条款规定的条件，无需申请即可享受，现予告知并公示。"
        ],
        "particulars": [*_particulars(application), paid("金额", "Amount", _fen(application))],
        "remarks": _remarks(application),
        "steps": ["确认收款账户", "如数据有误可提出更正", "如不愿享受可声明放弃"],
        "due_on": reply_due,
        "contact": application.lead.name,
    }
    return _issued(_KIND.NOTICE, application, facts, actor, at)


def paper_decision(
    application: Application, decision: ApplicationDecision, *, actor: Actor, at: datetime
) -> IssuedDocument:
    """决定书: the outcome, what it rests on, and what can be done against it."""
    granted = decision.outcome == ApplicationDecision.Outcome.GRANT
    title = "政策兑付决定书" if granted else "不予兑付决定书"
    english = "Decision to grant" if granted else "Decision not to grant"
    facts = _head(application, DECIDED, title, english) | {
        "paragraphs": [
            f"你单位就下列条款的申请（事项），经审核，{application.lead.name}决定如下。"
        ],
        "particulars": _particulars(application) + _amount(decision, granted),
        "remarks": _remarks(application),
        "outcome": _outcome(decision, granted),
        "grounds": _grounds(application, decision),
        "remedy": _remedy(decision, granted),
    }
    document = _issued(_KIND.DECISION, application, facts, actor, at)
    supersede(document, actor=actor, at=at)
    return document


def _head(application: Application, topic: str, zh: str, en: str) -> dict[str, Any]:
    firm = application.enterprise
    return {
        "topic": topic,
        "title": {"zh": zh, "en": en},
        "issuer": application.lead.name,
        "addressee": {"name": firm.name, "reference": f"enterprise:{firm.pk}"},
    }


def _particulars(application: Application) -> list[dict[str, Any]]:
    sent = application.submitted_at or application.started_at
    rows = [
        said("申请编号", "Application", application.no),
        said("政策", "Policy", application.policy_zh),
        said("条款", "Clause", f"{application.title_zh}（{application.clause}）"),
        said("日期", "Date", day_zh(localdate(sent))),
    ]
    if application.subject:
        rows.append(said("具体事项", "Matter", application.subject))
    return rows


def _fen(application: Application) -> int:
    assert application.amount_fen is not None
    return application.amount_fen


def _amount(decision: ApplicationDecision, granted: bool) -> list[dict[str, Any]]:
    if not granted or decision.amount_fen is None:
        return []
    return [paid("审定金额", "Amount granted", decision.amount_fen)]


def _outcome(decision: ApplicationDecision, granted: bool) -> str:
    if not granted:
        return f"不予兑付：{reason(decision.reason_code).zh}。"
    if decision.amount_fen is None:
        return "同意享受。"
    yuan, fen = divmod(decision.amount_fen, 100)
    return f"同意兑付人民币 {yuan:,}.{fen:02d} 元。"


def _grounds(application: Application, decision: ApplicationDecision) -> list[str]:
    """What it rests on: the finding by its digest, the opinions, the publicity, the words."""
    grounds = []
    if application.finding is not None:
        grounds.append(f"测算结论 {application.finding.digest}（可由平台重放核对）。")
    if decision.by_rules:
        grounds.append("条件均由平台所存数据核对无误，由规则即时作出。")
    for review in application.reviews.filter(round=application.round).select_related("department"):
        grounds.append(f"{review.department.name}：{review.get_opinion_display()}。")
    if application.publicity_from_on and application.publicity_to_on:
        first, last = day_zh(application.publicity_from_on), day_zh(application.publicity_to_on)
        grounds.append(f"自{first}至{last}公示，无未决异议。")
    return [*grounds, decision.words] if decision.words else grounds


def _remedy(decision: ApplicationDecision, granted: bool) -> str:
    return REMEDY_ZH if granted else f"{reason(decision.reason_code).remedy_zh}{REMEDY_ZH}"


def _remarks(application: Application) -> list[str]:
    firm = application.enterprise
    told = reservations(is_unverified=firm.is_unverified, is_sample=firm.is_sample)
    return told if application.verified else [*told, _UNVERIFIED]


def _issued(
    kind: _KIND, application: Application, facts: dict[str, Any], actor: Actor, at: datetime
) -> IssuedDocument:
    return issue_document(
        kind=kind.value, subject=application.reference, facts=facts, actor=actor, at=at
    )


def still_holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """A decision holds while the application stands as it was decided; notices say what was so."""
    if topic != DECIDED:
        return True
    standing: Sequence[str] = (Application.State.APPROVED, Application.State.REJECTED)
    return Application.objects.filter(no=no, state__in=standing).exists()
