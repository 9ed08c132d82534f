"""Addresses of the frame itself: preferences, notices, the page of components."""

from kerong.notices.access import READ_INBOX
from kerong.web.inbox import notices, notices_read
from kerong.web.preferences import POLICY as PREFERENCES
from kerong.web.preferences import preferences
from kerong.web.routes import POST, route
from kerong.web.style_page import POLICY as STYLE
from kerong.web.style_page import style_page

app_name = "web"
urlpatterns = [
    route("preferences/", preferences, name="preferences", policy=PREFERENCES, methods=POST),
    route("notices/", notices, name="notices", policy=READ_INBOX),
    route("notices/read/", notices_read, name="notices-read", policy=READ_INBOX, methods=POST),
    route("style/", style_page, name="style", policy=STYLE),
]
