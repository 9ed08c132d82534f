"""贷款的各种记录: the loan, its first plan, what the bank reported, what the firm asked for."""

from kerong.contracts.loans.models.loan import Category, Instalment, Loan
from kerong.contracts.loans.models.reminder import LoanReminder
from kerong.contracts.loans.models.report import LoanReport, ProposedReport, ReportKind
from kerong.contracts.loans.models.request import LoanRequest

__all__ = [
    "Category",
    "Instalment",
    "Loan",
    "LoanReminder",
    "LoanReport",
    "LoanRequest",
    "ProposedReport",
    "ReportKind",
]
