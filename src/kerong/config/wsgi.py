"""The WSGI application; KERONG_PROFILE picks the settings."""

from django.core.wsgi import get_wsgi_application

from kerong.config.profile import choose_settings

choose_settings()
application = get_wsgi_application()
