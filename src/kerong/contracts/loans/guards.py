"""What the database itself refuses: changing or deleting what a bank reported of a loan."""

GUARDS = {
    "loan_report_kept": ("loans_loanreport", "DELETE", ""),
    "loan_report_fixed": ("loans_loanreport", "UPDATE", ""),
}
