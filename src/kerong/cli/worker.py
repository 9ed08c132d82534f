"""`kerong worker`: due jobs, queued work and notices until SIGTERM or Ctrl-C."""

import argparse
import signal
import threading

from kerong.cli.policies import OPERATE

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="do not say that it started")


def run(options: argparse.Namespace) -> int:
    from kerong.config.exposure import refuse_demo_database
    from kerong.jobs.worker import run_worker

    refuse_demo_database()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if not options.quiet:
        print("worker: running, Ctrl-C stops it", flush=True)
    run_worker(stop)
    return 0
