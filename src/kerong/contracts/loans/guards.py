"""What the database itself keeps: the plan of a loan as opened, and what its bank reported."""

GUARDS = {
    "loan_report_kept": ("loans_loanreport", "DELETE", ""),
    "loan_report_fixed": ("loans_loanreport", "UPDATE", ""),
    "instalment_kept": ("loans_instalment", "DELETE", ""),
    "instalment_fixed": ("loans_instalment", "UPDATE", ""),
}
