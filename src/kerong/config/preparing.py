"""What every start needs once: the schema up to date, texts compiled, browser files collected."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kerong.config import messages

STAMP = ".collected"


def prepare() -> None:
    """Do what is not done yet; a second start finds nothing to do."""
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    messages.compile_all()
    collect_browser_files()


def pending_migrations() -> list[str]:
    """Name the migrations that the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def collect_browser_files() -> None:
    """Collect, name and compress the files browsers ask for, unless none changed."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _sources_digest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now, encoding="ascii")


def _sources_digest() -> str:
    seen = sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            seen.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()
