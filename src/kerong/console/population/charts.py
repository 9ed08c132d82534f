"""Pictures of a what-if sheet as ECharts options; tables beside them carry the same figures."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kerong.console.population.sheet import ORDER, Cell, ShownSheet
from kerong.web.words import said

MOST_BARS = 12
_LABEL_PX = 132  # leaves the bars more than half of a phone; the table has the whole name


def effects_option(shown: ShownSheet) -> dict[str, Any]:
    """How many firms gain, lose, see other answers, see nothing change."""
    return {
        "xAxis": {"type": "category", "data": [said(each, "effect") for each in ORDER]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {
                "name": _("Firms"),
                "type": "bar",
                "barMaxWidth": 56,
                "label": {"show": True, "position": "top"},
                "data": [shown.effects[each] for each in ORDER],
            }
        ],
    }


def breakdown_option(cells: Sequence[Cell]) -> dict[str, Any] | None:
    """Who gains and who loses by group, the largest groups from the top; None for nobody.

    Groups nothing changes for stand in the table alone.
    """
    moved = [cell for cell in cells if cell.gains or cell.loses]
    if not moved:
        return None
    shown = moved[:MOST_BARS][::-1]
    series = (
        (_("Firms that gain"), [cell.gains for cell in shown]),
        (_("Firms that lose"), [cell.loses for cell in shown]),
    )
    return {
        "legend": {"data": [name for name, _counts in series], "top": 0},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {
            "type": "category",
            "data": [cell.name for cell in shown],
            "axisLabel": {"width": _LABEL_PX, "overflow": "truncate"},
        },
        "series": [
            {"name": name, "type": "bar", "barMaxWidth": 18, "data": counts}
            for name, counts in series
        ],
    }
