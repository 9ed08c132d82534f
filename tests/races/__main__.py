"""`python -m tests.races [LIFE …] [OPTIONS]`: the full crash sweeps of `sweeps.py`."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerong.config.settings.test")
    django.setup()

    from tests.races.sweeps import main

    sys.exit(main())
