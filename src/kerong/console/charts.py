"""Pictures as ECharts options; the page puts the same figures in words beside them."""

from typing import Any

from django.utils.translation import gettext as _

from kerong.reporting.trend import TrendDay


def trend_option(days: list[TrendDay]) -> dict[str, Any]:
    """Needs published, taken and paid out by day."""
    series = (
        (_("Published"), [day.published_count for day in days]),
        (_("Taken"), [day.taken_count for day in days]),
        (_("Paid out"), [day.disbursed_count for day in days]),
    )
    return {
        "legend": {"data": [name for name, _counts in series], "top": 0},
        "xAxis": {"type": "category", "data": [day.day.strftime("%m-%d") for day in days]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": name, "type": "line", "symbol": "none", "data": counts}
            for name, counts in series
        ],
    }
