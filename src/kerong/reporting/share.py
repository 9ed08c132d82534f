"""A share as the pair it is made of; what is shown is derived, what is stored stays exact."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    part: int
    whole: int

    @property
    def ratio(self) -> Fraction | None:
        """None when there is nothing to take a share of."""
        return Fraction(self.part, self.whole) if self.whole else None
