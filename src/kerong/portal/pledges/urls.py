"""Addresses of rights and pledges in the portal."""

from django.urls import URLPattern

from kerong.contracts.pledges import access
from kerong.portal.pledges import views
from kerong.portal.pledges.steps import ASSETS, PLEDGES, VALUATIONS
from kerong.web.pledges import lists
from kerong.web.pledges.papers import pledge_paper
from kerong.web.pledges.sheet import sheet_view
from kerong.web.routes import GET_AND_POST, POST, route

_READ = access.READ_FIRMS
urlpatterns: list[URLPattern] = [
    route("ip-assets/", views.assets, name="ip-assets", policy=_READ),
    route(
        "ip-assets/new/",
        views.asset_new,
        name="ip-asset-new",
        policy=access.KEEP_ASSET,
        methods=GET_AND_POST,
    ),
    route(
        "ip-assets/adoption/",
        views.adoption,
        name="ip-adoption",
        policy=access.ADOPT_RECORDS,
        methods=POST,
    ),
    route("ip-sheets/<str:no>/", sheet_view("portal"), name="ip-sheet", policy=_READ),
    route("pledge-papers/<int:pk>/", pledge_paper, name="pledge-file", policy=_READ),
    *ASSETS.urls(_READ),
    *VALUATIONS.urls(_READ),
    route("pledges/", lists.PLEDGES.view("portal"), name="pledges", policy=_READ),
    route("pledge-alarms/", lists.ALARMS.view("portal"), name="pledge-alarms", policy=_READ),
    *PLEDGES.urls(_READ),
    route(
        "loans/<str:no>/pledge/",
        views.offer,
        name="pledge-offer",
        policy=access.OFFER,
        methods=GET_AND_POST,
    ),
]
