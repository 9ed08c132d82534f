"""开放接单: which act is allowed in which state of the need and stage of the take-up.

This table is the whole process. Acts ask it, and repeat its answer as the condition of their
UPDATE, so that a page read a minute ago cannot act on a need that moved on.
"""

from dataclasses import dataclass

from kerong.cases.errors import NotOpen, WrongStage, WrongState
from kerong.cases.models import Case, TakeUp

S, T = Case.State, TakeUp.Stage

IN_HAND = frozenset({T.TAKEN, T.CONTACTED, T.QUOTED, T.ACCEPTED, T.CREDITED, T.DISBURSED})


@dataclass(frozen=True, slots=True)
class Step:
    """Where an act may start; `stages` is None for acts on the need itself."""

    states: frozenset[str]
    stages: frozenset[str] | None = None


STEPS: dict[str, Step] = {
    "amend_need": Step(frozenset({S.OPEN, S.UNMET})),
    # of a need with a chosen institution only once that institution is overdue
    "withdraw_need": Step(frozenset({S.OPEN, S.UNMET, S.ACCEPTED, S.CREDITED})),
    "reopen_need": Step(frozenset({S.UNMET})),
    "take_up_need": Step(frozenset({S.OPEN})),
    "record_contact": Step(frozenset({S.OPEN}), frozenset({T.TAKEN})),
    "send_message": Step(frozenset({S.OPEN, S.ACCEPTED, S.CREDITED, S.DISBURSED}), IN_HAND),
    "attach_paper": Step(frozenset({S.OPEN, S.ACCEPTED, S.CREDITED, S.DISBURSED}), IN_HAND),
    "ask_papers": Step(frozenset({S.OPEN, S.ACCEPTED}), frozenset({T.CONTACTED, T.ACCEPTED})),
    "answer_papers": Step(
        frozenset({S.OPEN, S.ACCEPTED}), frozenset({T.CONTACTED, T.QUOTED, T.ACCEPTED})
    ),
    "submit_quote": Step(
        frozenset({S.OPEN, S.ACCEPTED}), frozenset({T.CONTACTED, T.QUOTED, T.ACCEPTED})
    ),
    "refuse": Step(
        frozenset({S.OPEN, S.ACCEPTED, S.CREDITED}),
        frozenset({T.TAKEN, T.CONTACTED, T.QUOTED, T.ACCEPTED, T.CREDITED}),
    ),
    "accept_quote": Step(frozenset({S.OPEN, S.ACCEPTED}), frozenset({T.QUOTED, T.ACCEPTED})),
    "propose_credit": Step(frozenset({S.ACCEPTED}), frozenset({T.ACCEPTED})),
    "approve_credit": Step(frozenset({S.ACCEPTED}), frozenset({T.ACCEPTED})),
    "return_credit": Step(frozenset({S.ACCEPTED}), frozenset({T.ACCEPTED})),
    "record_disbursement": Step(frozenset({S.CREDITED}), frozenset({T.CREDITED})),
    "ask_guarantee": Step(frozenset({S.CREDITED}), frozenset({T.CREDITED})),
    "rate_case": Step(frozenset({S.DISBURSED})),
    "answer_rating": Step(frozenset({S.DISBURSED})),
}

IN_ENGLISH: dict[str, str] = {
    S.OPEN: "open",
    S.ACCEPTED: "accepted",
    S.CREDITED: "credited",
    S.DISBURSED: "paid out",
    S.CLOSED: "closed",
    S.WITHDRAWN: "withdrawn",
    S.UNMET: "taken by nobody",
    T.TAKEN: "taken",
    T.CONTACTED: "contacted",
    T.QUOTED: "quoted",
    T.RELEASED: "released",
}

RELEASABLE = frozenset({T.TAKEN, T.CONTACTED, T.QUOTED, T.ACCEPTED})
CHOSEN = frozenset({S.ACCEPTED, S.CREDITED})


def require_state(case: Case, act: str) -> None:
    """Raises NotOpen for taking, WrongState for everything else."""
    if case.state in STEPS[act].states:
        return
    if act == "take_up_need":
        raise NotOpen(no=case.no)
    zh, en = case.get_state_display(), IN_ENGLISH[case.state]
    raise WrongState(no=case.no, act=act, state=str(case.state), zh=zh, en=en)


def require_stage(take_up: TakeUp, act: str) -> None:
    """Raises WrongState or WrongStage when the need or the take-up is not there (any more)."""
    require_state(take_up.case, act)
    stages = STEPS[act].stages
    if stages is not None and take_up.stage not in stages:
        zh, en = take_up.get_stage_display(), IN_ENGLISH[take_up.stage]
        raise WrongStage(no=take_up.no, act=act, stage=str(take_up.stage), zh=zh, en=en)
