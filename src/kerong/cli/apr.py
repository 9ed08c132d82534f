"""`kerong apr`: the annual percentage rate of dated flows by the actuarial method."""

import argparse

from kerong.cli.flows import flow_arguments, flows_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document

POLICY = COMPUTE
arguments = flow_arguments


def run(options: argparse.Namespace) -> int:
    from kerong.finance.documents import apr_document

    document = apr_document(flows_of(options.flows))
    if options.json:
        print_document(document)
        return 0
    print(f"{document['apr']}  effective {document['effective_rate']}", end="")
    print(f"  unit period {document['unit_period']}")
    return 0
