"""From an application and what stands beside it to answers."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from kerong.api.values import text_of, yuan_of
from kerong.cases.applications.reads import ApplicationPage
from kerong.cases.applications.timeline import timeline
from kerong.cases.models import Application, Correction, Review

# What a caller may do next, by the names of the addresses below /applications/{no}/.
_ACTS = {
    "submission": "submit",
    "withdrawal": "withdraw",
    "papers": "attach_paper",
    "correction": "answer_correction",
    "reply": "reply",
}


def moment_text(at: datetime | None) -> str | None:
    return None if at is None else localtime(at).isoformat(timespec="seconds")


def application_row_out(row: Application) -> dict[str, Any]:
    return {
        "no": row.no,
        "state": row.state,
        "shape": row.shape,
        "clause": row.clause,
        "title": text_of((row.title_zh, row.title_en)),
        "policy": text_of((row.policy_zh, row.policy_en)),
        "firm": row.enterprise.name,
        "office": row.lead.name,
        "subject": row.subject,
        "first_month": row.first_month,
        "last_month": row.last_month,
        "asked_yuan": yuan_of(row.asked_fen),
        "amount_yuan": yuan_of(row.amount_fen),
        "granted_yuan": yuan_of(row.granted_fen),
        "verified": row.verified,
        "started_at": moment_text(row.started_at),
        "submitted_at": moment_text(row.submitted_at),
        "due_on": row.due_on,
        "due_provisional": row.due_provisional,
    }


def application_out(page: ApplicationPage, *, is_firm: bool) -> dict[str, Any]:
    """The row and everything its reader may see beside it; only a firm has acts left here."""
    row = page.application
    return application_row_out(row) | {
        "words": row.words,
        "stated": row.stated,
        "reply": row.reply,
        "publicity_from": row.publicity_from_on,
        "publicity_to": row.publicity_to_on,
        "ended_at": moment_text(row.ended_at),
        "end_code": row.end_code,
        "end_words": row.end_words,
        "papers": [
            {
                "id": paper.pk,
                "title": paper.title,
                "name": paper.document.name,
                "size": paper.document.size,
            }
            for paper in page.papers
        ],
        "missing_papers": page.missing_papers,
        "correction": _correction_out(page.correction),
        "timeline": [
            {
                "step": step.kind,
                "who": step.who,
                "at": moment_text(step.at),
                "due_on": step.due_on,
                "overdue": step.overdue,
                "words": step.words,
            }
            for step in timeline(page)
        ],
        "opinions": [_opinion_out(review) for review in page.reviews],
        "documents": [each.no for each in page.issued],
        "subsidies": [each.no for each in page.subsidies],
        "can": [name for name, act in _ACTS.items() if is_firm and page.allows(act)],
    }


def _correction_out(call: Correction | None) -> dict[str, Any] | None:
    if call is None:
        return None
    return {
        "items": [str(each) for each in call.items],
        "words": call.words,
        "due_on": call.due_on,
        "answer": call.answer_words if call.answered_at else None,
    }


def _opinion_out(review: Review) -> dict[str, Any]:
    return {
        "office": review.department.name,
        "round": review.round,
        "opinion": review.opinion,
        "amount_yuan": yuan_of(review.amount_fen),
        "words": review.words,
        "due_on": review.due_on,
    }
