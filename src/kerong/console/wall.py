"""大屏: the same figures, dark and large, renewing themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.console.charts import trend_option
from kerong.console.overview import bars_of
from kerong.reporting.period import month_of
from kerong.reporting.reads import wall as read_wall
from kerong.web.clock import day_of


def wall(request: HttpRequest) -> HttpResponse:
    """The screen; asked by htmx it answers with its content alone."""
    found = read_wall(request.actor, on=day_of(request))  # type: ignore[attr-defined]
    context = {
        "found": found,
        "bars": bars_of(found.funnel, month_of(found.on)),
        "trend": trend_option(found.trend),
    }
    part = request.headers.get("HX-Request")
    return render(request, "console/wall_part.html" if part else "console/wall.html", context)
