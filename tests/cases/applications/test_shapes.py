"""The two tables of an application: every act in every state, as the acts themselves judge."""

import pytest

from kerong.cases.applications.errors import WrongApplicationState
from kerong.cases.applications.standing import ENDED, IN_ENGLISH, LIVE, SHAPES, require_state
from kerong.cases.models import Application

S = Application.State
EXPECTED = {
    "save_draft": "draft",
    "submit": "draft",
    "attach_paper": "draft correction",
    "withdraw": "draft submitted correction accepted proposed publicity recheck",
    "ask_correction": "submitted",
    "answer_correction": "correction",
    "accept": "submitted",
    "turn_down": "submitted",
    "give_review": "accepted",
    "propose_decision": "accepted",
    "approve_decision": "proposed publicity",
    "return_decision": "proposed publicity",
    "raise_objection": "publicity recheck",
    "resolve_objection": "recheck",
}
LISTED = {
    "confirm_list": "candidate",
    "strike_off": "candidate publicity recheck",
    "reply": "publicity",
    "raise_objection": "publicity recheck",
    "resolve_objection": "recheck",
    "decide_listed": "publicity",
    "approve_decision": "proposed",
    "return_decision": "proposed",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_act_begins_in_its_states_alone(shape: str) -> None:
    expected = EXPECTED if shape == "joint_review" else LISTED
    assert set(SHAPES[shape]) == set(expected)
    for act in (*expected, "submit", "reply"):
        for state in S.values:
            row = Application(no="A2026-000001", shape=shape, state=state)
            if state in expected.get(act, "").split():
                require_state(row, act)
            else:
                with pytest.raises(WrongApplicationState):
                    require_state(row, act)


def test_every_state_is_live_ended_or_a_draft_and_is_said_in_english() -> None:
    assert LIVE | ENDED | {S.DRAFT} == set(S) and not LIVE & ENDED
    assert set(IN_ENGLISH) == set(S)


def test_what_ended_stays_ended() -> None:
    for steps in SHAPES.values():
        assert not {state for states in steps.values() for state in states} & ENDED
