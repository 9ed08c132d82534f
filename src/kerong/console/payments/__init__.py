"""Pages of payments: what is due, batches of two persons, the bank's answers, payees' accounts."""
