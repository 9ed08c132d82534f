"""Imported once by the server that processes of tests are forked from; touches no database."""

import gc
import importlib

import django

django.setup()
for _name in (
    "kerong.catalogue.matching",
    "kerong.jobs.worker",
    "kerong.notices.deliver",
    "kerong.trail.verify",
    "tests.build.catalogue",
    "tests.build.cases",
    "tests.build.nursery",
):
    importlib.import_module(_name)
gc.freeze()  # what every process of tests shares is never garbage
