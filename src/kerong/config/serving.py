"""Starting the web server and its companions, and keeping them together in the foreground."""

import ctypes
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kerong.config.paths import var_folder
from kerong.kernel.errors import Unavailable

STOPPING_SECONDS = 15
PR_SET_PDEATHSIG = 1


class PortTaken(Unavailable):
    code = "serve.port_taken"
    zh = "端口 {port} 已被占用，请用 PORT= 另选一个。"
    en = "Port {port} is taken; choose another with PORT=."


class NotHealthy(Unavailable):
    code = "serve.not_healthy"
    zh = "服务在 {seconds} 秒内未能就绪。"
    en = "The server was not ready within {seconds} seconds."


@dataclass(frozen=True)
class Server:
    """One granian: WSGI, processes × threads."""

    host: str
    port: int
    workers: int
    threads: int

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def command(self) -> list[str]:
        return [
            str(Path(sys.executable).with_name("granian")),
            *("--interface", "wsgi", "--host", self.host, "--port", str(self.port)),
            *("--workers", str(self.workers), "--blocking-threads", str(self.threads)),
            *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
            *("--log-level", "warning", "kerong.config.wsgi:application"),
        ]

    def environment(self) -> dict[str, str]:
        """Return this process's environment and a fresh folder for the workers' figures."""
        folder = var_folder() / "metrics" / str(self.port)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}

    def is_healthy(self) -> bool:
        """True when /healthz answers 200."""
        asked = http.client.HTTPConnection(self.host, self.port, timeout=5)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()

    def refuse_taken_port(self) -> None:
        """Raises PortTaken when something listens already."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                raise PortTaken(port=self.port) from None


class Companions:
    """Child processes that live and die together with this one."""

    def __init__(self) -> None:
        self.children: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[str], environment: dict[str, str] | None = None) -> None:
        # A group of its own: Ctrl-C reaches this process alone, which then stops each child once.
        child = subprocess.Popen(  # noqa: S603  our own commands, no shell
            command, env=environment, preexec_fn=_die_with_the_parent, process_group=0
        )
        self.children.append(child)

    def wait_until_healthy(self, server: Server, seconds: int = 60) -> None:
        """Return when /healthz answers 200; raises NotHealthy."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.all_alive():
            if server.is_healthy():
                return
            time.sleep(0.1)
        raise NotHealthy(seconds=seconds)

    def all_alive(self) -> bool:
        return all(child.poll() is None for child in self.children)

    def run_until_stopped(self) -> int:
        """Wait for SIGINT, SIGTERM or the first child to end; 0 when asked to stop."""
        asked: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _: asked.append(received))
        while not asked and self.all_alive():
            time.sleep(0.2)
        self.stop()
        return 0 if asked else 1

    def stop(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOPPING_SECONDS
        for child in self.children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _die_with_the_parent() -> None:
    """Ask Linux to end this child when its parent is gone, however that came about."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
