"""The WSGI application; KERONG_PROFILE picks the settings."""

from django.core.wsgi import get_wsgi_application

from kerong.config.profile import choose_settings
from kerong.kernel.long_lived import set_aside

choose_settings()
application = get_wsgi_application()
set_aside()
