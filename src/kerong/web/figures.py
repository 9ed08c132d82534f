"""A number large enough to be seen from afar, with what it says and the list behind it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """As `web/parts/figure.html` takes it; `trend` is up, down or nothing."""

    title: Any
    value: Any
    url: str = ""
    says: str = ""
    trend: str = ""
