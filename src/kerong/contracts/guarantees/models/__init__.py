"""担保的各种记录: agreements, guarantees with their liability, fees, diligence, suspensions."""

from kerong.contracts.guarantees.models.agreement import Agreement
from kerong.contracts.guarantees.models.diligence import DiligenceRecord
from kerong.contracts.guarantees.models.fee import FeeInvoice
from kerong.contracts.guarantees.models.guarantee import (
    ExtensionConsent,
    Guarantee,
    GuaranteePaper,
)
from kerong.contracts.guarantees.models.liability import FirmRoom, LiabilityStep
from kerong.contracts.guarantees.models.suspension import ProgrammeSuspension

__all__ = [
    "Agreement",
    "DiligenceRecord",
    "ExtensionConsent",
    "FeeInvoice",
    "FirmRoom",
    "Guarantee",
    "GuaranteePaper",
    "LiabilityStep",
    "ProgrammeSuspension",
]
