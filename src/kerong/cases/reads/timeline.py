"""时间线: what happened, what comes next, who must act and until when; read from the rows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.cases.models import Acceptance, Case, CreditDecision, PaperRequest, Rating, TakeUp
from kerong.cases.steps import TimelineStep

FIRM, INSTITUTION, OFFICER = "firm", "institution", "officer"

TITLES: dict[str, Promise] = {
    "published": _("Need published"),
    "take_up": _("Institutions take the need"),
    "taken": _("Taken up"),
    "contact": _("Institution contacts the firm"),
    "contacted": _("Firm contacted"),
    "papers_asked": _("Papers asked for"),
    "answer_papers": _("Firm sends the papers asked for"),
    "papers_answered": _("Papers sent"),
    "quote": _("Institution sends its quote"),
    "quoted": _("Quote received"),
    "choose": _("Firm chooses a quote"),
    "accepted": _("Quote accepted"),
    "decide": _("Institution decides on credit"),
    "credit_proposed": _("Credit proposed, second person to approve"),
    "credited": _("Credit approved"),
    "disburse": _("Institution pays out"),
    "disbursed": _("Paid out"),
    "rate": _("Firm rates the service"),
    "rated": _("Rated"),
    "closed_unrated": _("Closed: the firm did not rate in time"),
    "answer_rating": _("Institution answers the bad rating"),
    "rating_answered": _("Bad rating answered"),
    "released": _("Institution left"),
    "withdrawn": _("Need withdrawn"),
    "unmet": _("Nobody took the need; officers look after it"),
    "reopen": _("Officer or firm opens the need again"),
}
RELEASES: dict[str, Promise] = {
    "refused": _("Declined"),
    "late_contact": _("Did not contact the firm in time"),
    "late_decision": _("Did not answer in time"),
    "lapsed": _("Quote lapsed"),
    "not_chosen": _("Firm chose another institution"),
    "withdrawn": _("Firm withdrew the need"),
}
WHO: dict[str, Promise] = {
    FIRM: pgettext_lazy("who must act", "firm"),
    INSTITUTION: pgettext_lazy("who must act", "institution"),
    OFFICER: pgettext_lazy("who must act", "officer"),
}


class Step(TimelineStep):
    """One line in the life of a need."""

    __slots__ = ()
    titles = TITLES
    actors = WHO


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """The rows a timeline is read from; what the reader may not see is simply not given."""

    case: Case
    take_ups: list[TakeUp]
    requests: list[PaperRequest]
    acceptance: Acceptance | None = None
    decision: CreditDecision | None = None
    rating: Rating | None = None
    reader: str = FIRM

    @property
    def named(self) -> bool:
        """Officers see that institutions hold a need, not which."""
        return self.reader != OFFICER

    @property
    def worded(self) -> bool:
        """What bank and firm said to each other is not an officer's before a quote is accepted."""
        return self.reader != OFFICER or self.acceptance is not None

    @property
    def left(self) -> bool:
        """The reader left the need: how it went on is not its business."""
        live = any(take_up.is_live for take_up in self.take_ups)
        return self.reader == INSTITUTION and not live


def timeline(happened: Happened, *, on: date) -> list[Step]:
    """Done steps by time, then the steps to come in the order they are due."""
    return sorted(_past(happened), key=_when) + sorted(_next(happened, on), key=_deadline)


def _past(happened: Happened) -> list[Step]:
    steps = [Step("published", FIRM, at=happened.case.submitted_at)]
    for take_up in happened.take_ups:
        steps += _past_of(take_up, happened)
    for request in happened.requests:
        steps += _past_of_papers(request, happened)
    return steps if happened.left else steps + _past_of_outcome(happened)


def _past_of_papers(request: PaperRequest, happened: Happened) -> list[Step]:
    asked = request.words if happened.worded else ""
    steps = [Step("papers_asked", INSTITUTION, at=request.asked_at, words=asked)]
    if request.answered_at:
        said = request.answer_words if happened.worded else ""
        steps.append(Step("papers_answered", FIRM, at=request.answered_at, words=said))
    return steps


def _past_of_outcome(happened: Happened) -> list[Step]:
    case, rating, decision = happened.case, happened.rating, happened.decision
    steps = []
    if happened.acceptance:
        steps.append(Step("accepted", FIRM, at=happened.acceptance.accepted_at))
    if decision and decision.approved_at:
        steps.append(Step("credited", INSTITUTION, at=decision.approved_at))
    if case.state in {Case.State.DISBURSED, Case.State.CLOSED} and case.ended_at:
        steps.append(Step("disbursed", INSTITUTION, at=case.ended_at))
    if case.state == Case.State.WITHDRAWN and case.ended_at:
        steps.append(Step("withdrawn", FIRM, at=case.ended_at, words=case.end_words))
    if case.closed_at and case.rate_due_on:  # a rating would have ended the clock
        steps.append(Step("closed_unrated", FIRM, at=case.closed_at))
    if rating:
        steps.append(Step("rated", FIRM, at=rating.rated_at, words=rating.words))
        if rating.answered_at:
            words = rating.answer_words
            steps.append(Step("rating_answered", INSTITUTION, at=rating.answered_at, words=words))
    return steps


def _past_of(take_up: TakeUp, happened: Happened) -> list[Step]:
    name = _name(take_up, happened)
    moments = (
        ("taken", take_up.taken_at, ""),
        ("contacted", take_up.contacted_at, take_up.contact_words if happened.worded else ""),
        ("quoted", take_up.quoted_at, ""),
        ("released", take_up.released_at, _why(take_up, happened)),
    )
    return [
        Step(kind, INSTITUTION, at=at, name=name, words=words)
        for kind, at, words in moments
        if at is not None
    ]


def _why(take_up: TakeUp, happened: Happened) -> str:
    said = str(RELEASES[take_up.release_kind]) if take_up.release_kind else ""
    words = take_up.release_words if happened.worded else ""
    return f"{said} · {words}" if words else said


def _next(happened: Happened, on: date) -> list[Step]:
    if happened.left:
        return []
    state = Case.State(happened.case.state)
    if state == Case.State.OPEN:
        return _next_while_open(happened, on)
    if state in {Case.State.ACCEPTED, Case.State.CREDITED}:
        return _next_while_chosen(happened, on)
    if state == Case.State.DISBURSED:
        return [_rating_step(happened, on)]
    if state == Case.State.UNMET and happened.reader != INSTITUTION:
        return [Step("reopen", OFFICER)]
    return []


def _next_while_open(happened: Happened, on: date) -> list[Step]:
    case = happened.case
    steps = [_next_of(take_up, happened, on) for take_up in happened.take_ups if take_up.is_live]
    if happened.reader == INSTITUTION:
        return steps  # whether somebody else holds the need is not its business
    if not case.taken:
        steps.append(_due("take_up", INSTITUTION, case.take_up_due_on, case.due_provisional, on))
    elif not steps:
        steps.append(_due("decide", INSTITUTION, case.decision_due_on, case.due_provisional, on))
    return steps


def _next_of(take_up: TakeUp, happened: Happened, on: date) -> Step:
    request = _open_request(take_up, happened)
    if request is not None:
        return _due("answer_papers", FIRM, request.due_on, False, on, _name(take_up, happened))
    kind, who = {
        TakeUp.Stage.TAKEN: ("contact", INSTITUTION),
        TakeUp.Stage.CONTACTED: ("quote", INSTITUTION),
        TakeUp.Stage.QUOTED: ("choose", FIRM),
        TakeUp.Stage.CREDITED: ("disburse", INSTITUTION),
    }.get(TakeUp.Stage(take_up.stage), ("decide", INSTITUTION))
    name = _name(take_up, happened)
    return _due(kind, who, take_up.due_on, take_up.due_provisional, on, name)


def _next_while_chosen(happened: Happened, on: date) -> list[Step]:
    live = [take_up for take_up in happened.take_ups if take_up.is_live]
    steps = [_next_of(take_up, happened, on) for take_up in live]
    if steps:
        return steps
    case = happened.case
    return [_due("decide", INSTITUTION, case.decision_due_on, case.due_provisional, on)]


def _rating_step(happened: Happened, on: date) -> Step:
    case, rating = happened.case, happened.rating
    if rating is None:
        return _due("rate", FIRM, case.rate_due_on, case.due_provisional, on)
    return _due("answer_rating", INSTITUTION, rating.answer_due_on, rating.due_provisional, on)


def _open_request(take_up: TakeUp, happened: Happened) -> PaperRequest | None:
    for request in happened.requests:
        if request.take_up_id == take_up.pk and request.answered_at is None:
            return request if take_up.stage != TakeUp.Stage.QUOTED else None
    return None


def _name(take_up: TakeUp, happened: Happened) -> str:
    return take_up.institution.name if happened.named else ""


def _due(
    kind: str, who: str, due_on: date | None, provisional: bool, on: date, name: str = ""
) -> Step:
    overdue = due_on is not None and due_on < on
    return Step(kind, who, due_on=due_on, provisional=provisional, overdue=overdue, name=name)


def _when(step: Step) -> datetime:
    assert step.at is not None
    return step.at


def _deadline(step: Step) -> date:
    return step.due_on or date.max
