"""Addresses of imports in the console."""

from kerong.console.evidence import imports
from kerong.evidence.access import IMPORT_ANY, READ_BATCHES
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns = [
    route("imports/", imports.imports, name="imports", policy=READ_BATCHES),
    route(
        "imports/new/",
        imports.upload,
        name="import-new",
        policy=IMPORT_ANY,
        methods=GET_AND_POST,
    ),
    route(
        "imports/template/<slug:kind>.<slug:form>",
        imports.template,
        name="import-template",
        policy=IMPORT_ANY,
    ),
    route(
        "imports/<slug:no>/",
        imports.check,
        name="import",
        policy={"GET": READ_BATCHES, "POST": IMPORT_ANY},
        methods=GET_AND_POST,
    ),
    route(
        "imports/<slug:no>/dropped/",
        imports.drop,
        name="import-drop",
        policy=IMPORT_ANY,
        methods=POST,
    ),
]
