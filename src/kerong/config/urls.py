"""Every address of the product; each site keeps its own list."""

from django.urls import include, path

from kerong.config.probes import figures, healthz
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose
from kerong.web.routes import route

MACHINES = Policy("config.probes", roles.EVERYONE, Whose.PUBLIC, note="/metrics asks for its token")

handler400 = "kerong.web.faults.bad_request"
handler403 = "kerong.web.faults.forbidden"
handler404 = "kerong.web.faults.not_found"
handler500 = "kerong.web.faults.unexpected"

urlpatterns = [
    route("healthz", healthz, name="healthz", policy=MACHINES),
    route("metrics", figures, name="metrics", policy=MACHINES),
    path("api/v1/", include("kerong.api.urls")),
    path("accounts/", include("kerong.web.urls")),
    path("workbench/", include("kerong.workbench.urls")),
    path("console/", include("kerong.console.urls")),
    path("", include("kerong.web.frame_urls")),
    path("", include("kerong.portal.urls")),
]
