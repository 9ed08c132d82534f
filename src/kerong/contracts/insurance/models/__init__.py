"""保险的各种记录: inquiries with quotes, policies, claims on the very loan, recoveries."""

from kerong.contracts.insurance.models.claim import InsuranceClaim
from kerong.contracts.insurance.models.inquiry import (
    Holder,
    InsuranceInquiry,
    InsuranceQuote,
    Kind,
)
from kerong.contracts.insurance.models.instalment import PremiumInstalment
from kerong.contracts.insurance.models.policy import InsurancePolicy
from kerong.contracts.insurance.models.recovery import InsuranceRecovery, InsuranceRecoveryShare
from kerong.contracts.insurance.models.waiver import ClaimWaiver

__all__ = [
    "ClaimWaiver",
    "Holder",
    "InsuranceClaim",
    "InsuranceInquiry",
    "InsurancePolicy",
    "InsuranceQuote",
    "InsuranceRecovery",
    "InsuranceRecoveryShare",
    "Kind",
    "PremiumInstalment",
]
