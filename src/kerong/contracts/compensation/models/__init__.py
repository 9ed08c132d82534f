"""代偿与补偿的各种记录: pools and agreements, claims with their shares, recoveries, breakers."""

from kerong.contracts.compensation.models.agreement import (
    AgreementCap,
    AgreementListing,
    AgreementPayer,
    CapUse,
    LossAgreement,
    PooledLoan,
)
from kerong.contracts.compensation.models.breaker import (
    Breaker,
    BreakerChange,
    BreakerReading,
)
from kerong.contracts.compensation.models.claim import (
    Claim,
    ClaimInsurer,
    ClaimPaper,
    ClaimPart,
    ClaimReturn,
    ClaimShare,
)
from kerong.contracts.compensation.models.diligence import DiligenceAnswer, Exemption
from kerong.contracts.compensation.models.kept_out import KeptOut
from kerong.contracts.compensation.models.pool import LossPool, LossPoolAccount, PoolFunding
from kerong.contracts.compensation.models.recovery import Recovery, RecoveryShare

__all__ = [
    "AgreementCap",
    "AgreementListing",
    "AgreementPayer",
    "Breaker",
    "BreakerChange",
    "BreakerReading",
    "CapUse",
    "Claim",
    "ClaimInsurer",
    "ClaimPaper",
    "ClaimPart",
    "ClaimReturn",
    "ClaimShare",
    "DiligenceAnswer",
    "Exemption",
    "KeptOut",
    "LossAgreement",
    "LossPool",
    "LossPoolAccount",
    "PoolFunding",
    "PooledLoan",
    "Recovery",
    "RecoveryShare",
]
