"""The history of one score as an ECharts option; the table beside it carries the same figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kerong.population.models import ScoreHistory
from kerong.rules.values import POINT

_A_DAY_MS = 24 * 3600 * 1000


def history_option(history: Sequence[ScoreHistory], today: date) -> dict[str, Any] | None:
    """Points day by day as steps: a spell holds until the next one begins.

    None where the points never changed: a picture of one dot says less than the words beside it.
    """
    if sum(row.points is not None for row in history) < 2:
        return None
    days = [[row.from_on.isoformat(), _points(row)] for row in history]
    days.append([today.isoformat(), _points(history[-1])])
    return {
        "xAxis": {
            "type": "time",
            "minInterval": _A_DAY_MS,
            "axisLabel": {"formatter": "{yyyy}-{MM}-{dd}", "hideOverlap": True},
        },
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {"name": _("Points"), "type": "line", "step": "end", "symbolSize": 6, "data": days}
        ],
    }


def _points(row: ScoreHistory) -> str | None:
    """Text keeps the exact decimals; the picture reads it as a number."""
    if row.points is None:
        return None
    whole, rest = divmod(abs(row.points), POINT)
    return f"{'-' if row.points < 0 else ''}{whole}.{rest:03d}"
