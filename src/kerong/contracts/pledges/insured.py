"""质押的保险: policies on the loan of a pledge, told by the package that keeps them.

Insurance lies above pledges and registers itself; nothing here knows a policy's row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.pledges.models import Pledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Insured:
    """One policy on the pledge's loan; `names_pledge` where it insures this very pledge.

    `covered_to` is the last day of its cover, None where no premium was ever in; `is_awaited`
    while its premium is.
    """

    no: str
    insurer: str
    kind: str
    state: str
    insured_fen: int
    from_on: date
    to_on: date
    covered_to: date | None
    is_awaited: bool
    names_pledge: bool


Teller = Callable[[Sequence[Pledge]], Mapping[int, Sequence[Insured]]]
_tellers: dict[str, Teller] = {}


def register_insurance(name: str, teller: Teller) -> None:
    """Register who tells of policies, by key of the pledge. Raises ValueError for another one."""
    if _tellers.setdefault(name, teller) != teller:
        raise ValueError(f"two tellers of insurance are called {name}")


def insured_by(pledges: Iterable[Pledge]) -> dict[int, list[Insured]]:
    """Key of the pledge → the policies on its loan, oldest first."""
    asked = list(pledges)
    found: dict[int, list[Insured]] = {pledge.pk: [] for pledge in asked}
    for teller in _tellers.values():
        for key, policies in teller(asked).items():
            found[key] += policies
    return found


def uninsured_since(policies: Iterable[Insured], on: date) -> date | None:
    """The last day on which the pledge itself was insured, where no policy holds on the day.

    None too where it never was: only what was there can lapse.
    """
    own = [row for row in policies if row.names_pledge]
    last = max((row.covered_to for row in own if row.covered_to is not None), default=None)
    if last is None or last >= on or any(row.is_awaited for row in own):
        return None
    return last
