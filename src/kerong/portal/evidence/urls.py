"""Addresses of the credit profile, of imports and of consents."""

from kerong.evidence.access import CONSENTS_OWN, GRANT, IMPORT_OWN, PROFILE_OWN, REVOKE
from kerong.portal.evidence import consents, imports, profile
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns = [
    route("profile/", profile.profile, name="profile", policy=PROFILE_OWN),
    route(
        "profile/imports/",
        imports.imports,
        name="imports",
        policy=IMPORT_OWN,
        methods=GET_AND_POST,
    ),
    route(
        "profile/imports/template/<slug:kind>.<slug:form>",
        imports.template,
        name="import-template",
        policy=IMPORT_OWN,
    ),
    route(
        "profile/imports/<slug:no>/",
        imports.check,
        name="import",
        policy=IMPORT_OWN,
        methods=GET_AND_POST,
    ),
    route(
        "profile/imports/<slug:no>/dropped/",
        imports.drop,
        name="import-drop",
        policy=IMPORT_OWN,
        methods=POST,
    ),
    route("profile/consents/", consents.consents, name="consents", policy=CONSENTS_OWN),
    route(
        "profile/consents/new/",
        consents.grant,
        name="consent-new",
        policy=GRANT,
        methods=GET_AND_POST,
    ),
    route("profile/consents/<slug:no>/", consents.consent, name="consent", policy=CONSENTS_OWN),
    route(
        "profile/consents/<slug:no>/revocation/",
        consents.revocation,
        name="consent-revocation",
        policy=REVOKE,
        methods=GET_AND_POST,
    ),
]
