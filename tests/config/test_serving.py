"""Companion processes live and die together, and a taken port is said before anything starts."""

import socket
import subprocess
import sys

import pytest

from kerong.config.serving import Companions, NotHealthy, PortTaken, Server

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def server() -> Server:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Server("127.0.0.1", probe.getsockname()[1], workers=1, threads=2)


def test_a_taken_port_is_refused(server: Server) -> None:
    with socket.socket() as other:
        other.bind((server.host, server.port))
        other.listen()
        with pytest.raises(PortTaken):
            server.refuse_taken_port()


def test_a_free_port_is_accepted(server: Server) -> None:
    server.refuse_taken_port()


def test_waiting_ends_when_a_child_ends(server: Server) -> None:
    companions = Companions()
    companions.start([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(NotHealthy):
        companions.wait_until_healthy(server, seconds=10)


def test_one_child_ending_stops_the_others() -> None:
    companions = Companions()
    companions.start(SLEEP)
    companions.start([sys.executable, "-c", "pass"])
    assert companions.run_until_stopped() == 1
    assert all(child.poll() is not None for child in companions.children)


def test_a_killed_parent_leaves_no_child_behind() -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from kerong.config.serving import Companions\n"
            "import sys, time\n"
            "companions = Companions()\n"
            f"companions.start({SLEEP!r})\n"
            "print(companions.children[0].pid, flush=True)\n"
            "time.sleep(60)\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert _ends(child)


def _ends(pid: int) -> bool:
    import time
    from pathlib import Path

    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False
