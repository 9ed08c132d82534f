"""Addresses under /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from kerong.api.site import api, openapi

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", openapi, name="openapi"),
    path("", api.urls),
]
