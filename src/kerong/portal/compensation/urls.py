"""Addresses of claims in the portal."""

from kerong.contracts.compensation.access import READ_AS_FIRM
from kerong.kernel import roles
from kerong.kernel.policy import Whose
from kerong.web.claims.pages import ClaimSite, claim_routes

SITE = ClaimSite("portal", roles.FIRM, Whose.OWN_ENTERPRISE, READ_AS_FIRM, ())
urlpatterns = claim_routes(SITE)
