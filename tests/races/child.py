"""Runs a race or a crash sweep in a process of its own and prints one JSON document.

`python -m tests.races.child migrate|race|sweep|workers …` works on the database of DATABASE_URL.
"""

import json
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerong.config.settings.test")
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)  # no threads to lose when forking
    settings.DATABASES["default"]["CONN_MAX_AGE"] = None
    import django

    django.setup()
    sys.stdout.write(json.dumps(_COMMANDS[sys.argv[1]](*sys.argv[2:])) + "\n")


def migrate() -> str:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return "migrated"


def race(guard: str, institutions: str, needs: str) -> object:
    from tests.races.race import run_race

    return run_race(guard=guard, institutions=int(institutions), needs=int(needs))


def sweep(flow: str, wrapping: str) -> object:
    from tests.races.sweep import run_sweep

    return run_sweep(flow, wrapped=wrapping == "wrapped")


def world(guard: str, institutions: str, needs: str) -> object:
    from tests.races.http_world import make_world

    return make_world(guard=guard, institutions=int(institutions), needs=int(needs))


def look() -> object:
    from tests.races.http_world import look

    return look()


def workers(stories: str) -> object:
    from tests.races.workers import run_workers

    return run_workers(int(stories))


_COMMANDS = {
    "migrate": migrate,
    "race": race,
    "sweep": sweep,
    "workers": workers,
    "world": world,
    "look": look,
}

if __name__ == "__main__":
    main()
