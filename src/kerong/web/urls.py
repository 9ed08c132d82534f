"""Addresses under /accounts/: signing in, one's account, who may act for whom."""

from django.urls import URLPattern, URLResolver, include, path

from kerong.web.accounts.sign_in import urlpatterns as sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(sign_in)),
    path("", include("kerong.web.accounts.urls")),
]
