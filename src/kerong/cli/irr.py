"""`kerong irr`: the yearly rate of dated flows, compounded daily and counted act/365."""

import argparse

from kerong.cli.flows import flow_arguments, flows_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document

POLICY = COMPUTE
arguments = flow_arguments


def run(options: argparse.Namespace) -> int:
    from kerong.finance.documents import irr_document

    document = irr_document(flows_of(options.flows))
    if options.json:
        print_document(document)
    else:
        print(document["annual_rate"])
    return 0
