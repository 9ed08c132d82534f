"""Addresses of pledges and the register's window in the console."""

from django.urls import URLPattern

from kerong.console.pledges.steps import ASSETS, PLEDGES
from kerong.contracts.pledges import access
from kerong.web.pledges import lists
from kerong.web.pledges.papers import pledge_paper
from kerong.web.routes import route

_READ = access.WATCH
urlpatterns: list[URLPattern] = [
    route("pledge-filings/", lists.FILINGS.view("console"), name="pledge-filings", policy=_READ),
    route("pledges/", lists.PLEDGES.view("console"), name="pledges", policy=_READ),
    route("pledge-alarms/", lists.ALARMS.view("console"), name="pledge-alarms", policy=_READ),
    route("pledge-papers/<int:pk>/", pledge_paper, name="pledge-file", policy=_READ),
    *PLEDGES.urls(_READ),
    *ASSETS.urls(_READ),
]
