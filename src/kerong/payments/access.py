"""Who may do what with payments and payee accounts.

Ordering a payment is the business of the act that decided; it has its own policy.
"""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

CANCEL_PAYMENT = Policy("payments.cancel", frozenset({roles.OFFICER}), Whose.ALL)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
