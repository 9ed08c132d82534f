"""Examples for the API's addresses of what was awarded and shared: every party reads its own."""

from kerong.kernel import roles
from tests.build.policy_examples import example
from tests.build.policy_examples_compensation import MISSING, _of_claim
from tests.build.policy_examples_subsidies import NO_SUBSIDY, _subsidy

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})

example("api:read_claim", of=_of_claim, none=MISSING, shared=_WATCHERS)
example("api:read_subsidy", of=_subsidy, none={"no": NO_SUBSIDY}, shared=_WATCHERS)
