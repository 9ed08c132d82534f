"""Addresses of pledges and valuations in the workbench."""

from django.urls import URLPattern

from kerong.contracts.pledges import access
from kerong.web.pledges import lists
from kerong.web.pledges.papers import pledge_paper
from kerong.web.pledges.sheet import sheet_view
from kerong.web.routes import route
from kerong.workbench.pledges.steps import ASSETS, PLEDGES, VALUATIONS

_READ = access.READ_OWN
urlpatterns: list[URLPattern] = [
    route("pledges/", lists.PLEDGES.view("workbench"), name="pledges", policy=_READ),
    route("pledge-alarms/", lists.ALARMS.view("workbench"), name="pledge-alarms", policy=_READ),
    route("ip-valuations/", lists.VALUATIONS.view("workbench"), name="ip-valuations", policy=_READ),
    route("ip-sheets/<str:no>/", sheet_view("workbench"), name="ip-sheet", policy=_READ),
    route("pledge-papers/<int:pk>/", pledge_paper, name="pledge-file", policy=_READ),
    *PLEDGES.urls(_READ),
    *VALUATIONS.urls(_READ),
    *ASSETS.urls(_READ),
]
