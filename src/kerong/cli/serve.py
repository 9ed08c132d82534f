"""`kerong serve`: the web server in the foreground; TLS and the outside belong to a proxy."""

import argparse
import os

from kerong.cli.policies import OPERATE

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes, one per core")
    parser.add_argument("--threads", type=int, default=4, help="requests at once per process")


def run(options: argparse.Namespace) -> int:
    from django.db import connection

    from kerong.config.exposure import refuse_demo_database, refuse_open_host
    from kerong.config.serving import Server

    refuse_open_host(options.host)
    refuse_demo_database()
    connection.close()
    server = Server(options.host, options.port, options.workers, options.threads)
    os.execve(server.command()[0], server.command(), server.environment())  # noqa: S606
