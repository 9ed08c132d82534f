"""What happened to an application and what comes next, with whoever must act and until when."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.cases.applications.reads import ApplicationPage
from kerong.cases.models import Application
from kerong.cases.steps import TimelineStep

FIRM, OFFICE, NOBODY = "firm", "office", "nobody"
S = Application.State
TITLES: dict[str, Promise] = {
    "started": _("Application begun"),
    "found": _("Found by comparing data; nobody need apply"),
    "submitted": _("Application sent"),
    "correction_asked": _("Office calls for papers"),
    "correction_answered": _("Call for papers answered"),
    "accepted": _("Application accepted"),
    "reviewed": _("Offices have given their opinions"),
    "public": _("Grant made public"),
    "approved": _("Application granted"),
    "rejected": _("Application not granted"),
    "withdrawn": _("Application withdrawn"),
    "replied": _("Firm answered"),
    "send": _("Send the application"),
    "accept": _("Office accepts, or says once what is missing"),
    "correct": _("Firm puts right what is missing"),
    "review": _("Offices give their opinions side by side"),
    "wait": _("Anybody may object"),
    "recheck": _("Office looks at an objection"),
    "decide": _("A second person decides"),
    "reply": _("Firm agrees, opts out or disputes its data"),
}
WHO: dict[str, Promise | str] = {
    FIRM: pgettext_lazy("who must act", "firm"),
    OFFICE: pgettext_lazy("who must act", "office"),
    NOBODY: "",
}


class Step(TimelineStep):
    """One line in the life of an application."""

    __slots__ = ()
    titles = TITLES
    actors = WHO


def timeline(page: ApplicationPage) -> list[Step]:
    """Done steps in their order, then the one to come."""
    return [step for step in _past(page) if step.at is not None] + _next(page)


def _past(page: ApplicationPage) -> list[Step]:
    row, office = page.application, page.application.lead.name
    listed = row.shape == Application.Shape.AUTOMATIC
    steps = [Step("found" if listed else "started", OFFICE if listed else FIRM, at=row.started_at)]
    if not listed:
        steps.append(Step("submitted", FIRM, at=row.submitted_at))
    if page.correction is not None:
        call = page.correction
        steps.append(Step("correction_asked", OFFICE, at=call.asked_at, words=call.words))
        answer = call.answer_words
        steps.append(Step("correction_answered", FIRM, at=call.answered_at, words=answer))
    steps.append(Step("accepted", OFFICE, at=row.accepted_at, name=office))
    steps += _public(page)
    steps.append(Step("replied", FIRM, at=row.replied_at, words=row.reply_words))
    if row.state in (S.APPROVED, S.REJECTED, S.WITHDRAWN):
        who = FIRM if row.state == S.WITHDRAWN else OFFICE
        steps.append(Step(row.state, who, at=row.ended_at, words=row.end_words))
    return sorted((step for step in steps if step.at), key=lambda step: str(step.at))


def _public(page: ApplicationPage) -> list[Step]:
    row, decision = page.application, page.decision
    if row.publicity_from_on is None:
        return []
    listed = row.shape == Application.Shape.AUTOMATIC
    at = row.submitted_at if listed or decision is None else decision.proposed_at
    return [Step("public", OFFICE, at=at)]


def _next(page: ApplicationPage) -> list[Step]:
    row = page.application
    kind, who = {
        S.DRAFT: ("send", FIRM),
        S.SUBMITTED: ("accept", OFFICE),
        S.CORRECTION: ("correct", FIRM),
        S.ACCEPTED: ("review", OFFICE),
        S.PROPOSED: ("decide", OFFICE),
        S.PUBLICITY: ("wait", NOBODY),
        S.RECHECK: ("recheck", OFFICE),
    }.get(S(row.state), ("", ""))
    if not kind:
        return []
    if row.state == S.PUBLICITY:
        return _next_of_publicity(page)
    return [Step(kind, who, due_on=row.due_on, overdue=page.overdue)]


def _next_of_publicity(page: ApplicationPage) -> list[Step]:
    row = page.application
    wait = Step("wait", NOBODY, due_on=row.publicity_to_on)
    asks = row.shape == Application.Shape.AUTOMATIC and not row.reply
    answer = [Step("reply", FIRM, due_on=row.due_on)] if asks else []
    over = row.publicity_to_on is not None and row.publicity_to_on < page.on
    return [*answer, *([] if over else [wait]), Step("decide", OFFICE)]
