"""Which settings apply: KERONG_PROFILE=embedded (default) or production."""

import os

import django

PROFILES = ("embedded", "production")


def choose_settings() -> str:
    """Point Django at the profile's settings unless DJANGO_SETTINGS_MODULE is already set."""
    profile = os.environ.get("KERONG_PROFILE") or PROFILES[0]
    if profile not in PROFILES:
        raise SystemExit(f"KERONG_PROFILE: {profile!r} is neither embedded nor production")
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"kerong.config.settings.{profile}")


def start_django() -> None:
    """Load settings and apps for a command."""
    choose_settings()
    django.setup()
