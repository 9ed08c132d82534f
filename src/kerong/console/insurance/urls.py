"""Addresses of insurance in the console."""

from django.urls import URLPattern

from kerong.contracts.insurance.access import WATCH
from kerong.web.insurance.pages import InsuranceSite, insurance_routes

SITE = InsuranceSite("console", WATCH)
urlpatterns: list[URLPattern] = insurance_routes(SITE)
