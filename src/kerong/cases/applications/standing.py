"""Where an application stands: may an act begin, and moving it on by one conditional UPDATE."""

from typing import Any

from kerong.cases.applications.errors import ApplicationMoved, WrongApplicationState
from kerong.cases.models import Application, Objection
from kerong.cases.shapes import automatic, joint_review

S = Application.State
SHAPES = {
    Application.Shape.JOINT_REVIEW.value: joint_review.STEPS,
    Application.Shape.AUTOMATIC.value: automatic.STEPS,
}
LIVE = frozenset(
    {S.CANDIDATE, S.SUBMITTED, S.CORRECTION, S.ACCEPTED, S.PROPOSED, S.PUBLICITY, S.RECHECK}
)
ENDED = frozenset({S.APPROVED, S.REJECTED, S.WITHDRAWN})
IN_ENGLISH: dict[str, str] = {
    S.DRAFT: "a draft",
    S.CANDIDATE: "on a list to be confirmed",
    S.SUBMITTED: "waiting to be accepted",
    S.CORRECTION: "waiting for papers",
    S.ACCEPTED: "under review",
    S.PROPOSED: "waiting for the second person",
    S.PUBLICITY: "under publicity",
    S.RECHECK: "being looked at again",
    S.APPROVED: "approved",
    S.REJECTED: "rejected",
    S.WITHDRAWN: "withdrawn",
}


def allowed(application: Application, act: str) -> bool:
    return application.state in SHAPES[application.shape].get(act, frozenset())


def require_state(application: Application, act: str) -> None:
    """Raises WrongApplicationState."""
    if allowed(application, act):
        return
    zh, en = application.get_state_display(), IN_ENGLISH[application.state]
    raise WrongApplicationState(
        no=application.no, act=act, state=str(application.state), zh=zh, en=en
    )


def must_wait(application: Application) -> bool:
    """Whether an objection is open, or the firm's own dispute of its data."""
    disputed = application.reply == Application.Reply.DISPUTED
    return disputed or Objection.objects.filter(application=application, outcome="").exists()


def move(application: Application, state: str, **fields: Any) -> None:
    """From the state and round that were read to `state`; raises ApplicationMoved."""
    unchanged = Application.objects.filter(
        pk=application.pk, state=application.state, round=application.round
    )
    if not unchanged.update(state=state, **fields):
        raise ApplicationMoved(no=application.no)
    for name, value in {"state": state, **fields}.items():
        setattr(application, name, value)
