"""I4: the tables of moves of agreements and the money behind them, pledges and insurance.

Written from the rules of each package, as those of `moves.py` are.
"""

from kerong.contracts.compensation.models import (
    BreakerChange,
    Exemption,
    LossAgreement,
    PoolFunding,
)
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy, InsuranceRecovery
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.subsidies.models import BudgetProposal
from tests.build.tables import Table, moves_of, of

CONTRACTS_SAY_WHY = {
    *("pledge.declined", "pledge.refused", "pledge.correction_asked"),
    *("insurance.claim_refused", "insurance.claim_returned", "insurance.claim_withdrawn"),
    *("insurance.recovery_rejected", "insurance.surrendered", "insurance.inquiry_withdrawn"),
    *("agreement.ended", "guarantee_agreement.declined", "pool.funding_returned"),
    *("budget.proposed", "budget.proposal_returned", "breaker.change_asked"),
}
PLEDGES = moves_of("""
offered: - > offered
signing_proposed: offered > proposed
signed: proposed > signed
registered: signed > registered
changed: registered > registered
released: signed registered > released
declined: offered proposed > declined
withdrawn: offered proposed > withdrawn
""")
FILINGS = moves_of("""
change_asked: - > drafted
change_dropped: drafted > withdrawn
filed: - drafted > submitted
correction_asked: submitted > correcting
corrected: correcting > submitted
refused: submitted > refused
registered: submitted > registered
changed: submitted > registered
released: submitted > registered
""")
POLICIES = moves_of("""
accepted: - > bound
premium_received: bound > in_force
lapsed: bound > lapsed
surrendered: bound in_force > surrendered
refunded: surrendered > surrendered
expired: in_force > expired
""")
INSURED = moves_of("""
claim_filed: - > filed
claim_proposed: filed > proposed
claim_returned: proposed > filed
claim_agreed: proposed > agreed
claim_refused: proposed > refused
claim_paid: agreed > paid
claim_withdrawn: filed > withdrawn
""")
INSURED_BACK = moves_of("""
recovery_reported: - > reported
recovery_shared: reported > shared
recovery_rejected: reported > rejected
""")
AGREEMENTS = moves_of("""
drafted: - > drafted
in_force: drafted > in_force
ended: drafted in_force > returned ended
""")
LETTER_AGREEMENTS = moves_of("""
drafted: - > drafted
signed: drafted > signed
declined: drafted > declined
replaced: signed > signed
""")
FUNDINGS = moves_of("""
funding_asked: - > asked
funded: asked > done
funding_returned: asked > returned
""")
PROPOSALS = moves_of("""
proposed: - > asked
appropriated: asked > done
proposal_returned: asked > returned
""")
EXEMPTIONS = moves_of("""
exemption_proposed: - > proposed
exemption_decided: proposed > decided returned
""")
CHANGES = moves_of("""
change_asked: - > asked
change_decided: asked > done returned
""")
CONTRACT_TABLES = (
    Table("pledge", "pledge", of(Pledge), PLEDGES),
    Table("pledge", "pledge", of(Filing), FILINGS, "filing"),
    Table("insurance_policy", "insurance", of(InsurancePolicy), POLICIES),
    Table("insurance_claim", "insurance", of(InsuranceClaim), INSURED),
    Table("insurance_claim", "insurance", of(InsuranceRecovery, "pk"), INSURED_BACK, "recovery"),
    Table("agreement", "agreement", of(LossAgreement), AGREEMENTS),
    Table("guarantee_agreement", "guarantee_agreement", of(Agreement), LETTER_AGREEMENTS),
    Table("pool", "pool", of(PoolFunding, "pk"), FUNDINGS, "funding"),
    Table("budget", "budget", of(BudgetProposal, "pk"), PROPOSALS, "proposal"),
    Table("claim", "claim", of(Exemption, "pk"), EXEMPTIONS, "exemption"),
    Table("breaker", "breaker", of(BreakerChange, "pk"), CHANGES, "change"),
)
