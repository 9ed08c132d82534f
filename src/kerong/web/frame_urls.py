"""Addresses of the frame itself: preferences of the reader, the page of components."""

from kerong.web.preferences import POLICY as PREFERENCES
from kerong.web.preferences import preferences
from kerong.web.routes import POST, route
from kerong.web.style_page import POLICY as STYLE
from kerong.web.style_page import style_page

app_name = "web"
urlpatterns = [
    route("preferences/", preferences, name="preferences", policy=PREFERENCES, methods=POST),
    route("style/", style_page, name="style", policy=STYLE),
]
