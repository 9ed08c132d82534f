"""Sixteen banks at a real server: each asks for every need, in its own order, as fast as it can."""

import http.client
import json
import os
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from kerong.config.serving import Companions, Server
from tests.races.together import at_once, own_order

WORKERS, THREADS = 2, 4


@contextmanager
def serving(address: str, folder: str, application: str) -> Iterator[int]:
    """The port of a server on this database; two processes of four threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server("127.0.0.1", port, workers=WORKERS, threads=THREADS)
    command = [*server.command()[:-1], application]
    environment = os.environ | {
        "DATABASE_URL": address,
        "KERONG_VAR": folder,
        "DJANGO_SETTINGS_MODULE": "kerong.config.settings.test",
    }
    environment.pop("KERONG_TEST_DB", None)
    companions = Companions()
    companions.start(command, environment)
    try:
        companions.wait_until_healthy(server, seconds=60)
        yield port
    finally:
        companions.stop()


def rush(port: int, tokens: list[str], nos: list[str]) -> "Counter[str]":
    """Answers by status and code; everybody starts together."""
    answers: Counter[str] = Counter()
    at_once(
        [
            partial(_ask_for_all, port, token, own_order(nos, seed), answers)
            for seed, token in enumerate(tokens)
        ]
    )
    return answers


def _ask_for_all(port: int, token: str, nos: list[str], answers: "Counter[str]") -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for no in nos:
        answers[_ask(connection, token, no)] += 1
    connection.close()


def _ask(connection: http.client.HTTPConnection, token: str, no: str) -> str:
    headers = {"Authorization": f"Bearer {token}"}
    connection.request("POST", f"/api/v1/needs/{no}/take-ups", headers=headers)
    answer = connection.getresponse()
    document = json.loads(answer.read())
    code = document.get("error", {}).get("code", "")
    return f"{answer.status} {code}".strip()
