"""Examples for the API's addresses of what was awarded and shared: every party reads its own."""

from kerong.kernel import roles
from tests.build.policy_examples import Arguments, example
from tests.build.policy_examples_compensation import MISSING, _of_claim
from tests.build.policy_examples_insurance import _claim
from tests.build.policy_examples_pledges import _pledge
from tests.build.policy_examples_subsidies import NO_SUBSIDY, _subsidy
from tests.build.sides import Side

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})


def _insurance_claim(side: Side, role: str) -> Arguments:
    return {"no": _claim(side).no}


example("api:read_pledge", of=_pledge, none={"no": "Y2026-999999"}, shared=_WATCHERS)
example("api:read_insurance_claim", of=_insurance_claim, none={"no": "YC2026-1"}, shared=_WATCHERS)
example("api:read_claim", of=_of_claim, none=MISSING, shared=_WATCHERS)
example("api:read_subsidy", of=_subsidy, none={"no": NO_SUBSIDY}, shared=_WATCHERS)
