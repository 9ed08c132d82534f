"""What a policy says of states is what the process says: two tables that must not drift apart."""

import pytest

from kerong.cases import access
from kerong.cases.models import Case
from kerong.cases.shapes.open_take_up import STEPS
from kerong.kernel.policy import ANY_STATE, Policy

POLICIES = {policy.name.removeprefix("cases."): policy for policy in access.POLICIES}

# Acts that share a policy with others, which therefore names no state.
SHARED = {"send_message": "speak", "attach_paper": "speak"}


def policy_of(act: str) -> Policy:
    return POLICIES[SHARED.get(act, act)]


@pytest.mark.parametrize("act", sorted(STEPS))
def test_a_policy_names_the_states_of_its_step(act: str) -> None:
    """Only acts on a take-up may leave the states open: there the stage decides as well."""
    step, policy = STEPS[act], policy_of(act)
    if policy.states == ANY_STATE:
        assert step.stages is not None
        return
    assert policy.states == step.states


def test_no_policy_names_states_of_an_act_that_is_no_step() -> None:
    naming = {act for act, policy in POLICIES.items() if policy.states != ANY_STATE}
    assert naming <= set(STEPS)
    assert len(naming) >= 6


def test_every_state_a_policy_names_is_one() -> None:
    named = {state for policy in POLICIES.values() for state in policy.states}
    assert named - ANY_STATE <= set(Case.State.values)
