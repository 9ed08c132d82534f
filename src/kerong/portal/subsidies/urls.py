"""Addresses of subsidies in the portal."""

from django.urls import URLPattern

from kerong.contracts.subsidies.access import READ_OWN
from kerong.portal.subsidies import views
from kerong.web.routes import route

urlpatterns: list[URLPattern] = [
    route("subsidies/", views.subsidies, name="subsidies", policy=READ_OWN),
    route("subsidies/<str:no>/", views.subsidy, name="subsidy", policy=READ_OWN),
]
