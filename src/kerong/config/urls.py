"""Every address of the product; each site keeps its own list."""

from django.urls import include, path

from kerong.config.probes import figures, healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("metrics", figures, name="metrics"),
    path("api/v1/", include("kerong.api.urls")),
    path("accounts/", include("kerong.web.urls")),
    path("workbench/", include("kerong.workbench.urls")),
    path("console/", include("kerong.console.urls")),
    path("", include("kerong.web.frame_urls")),
    path("", include("kerong.portal.urls")),
]
