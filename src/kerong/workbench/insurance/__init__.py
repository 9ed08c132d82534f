"""Insurance at the desk: insurers quote, keep premiums and decide; banks ask and claim."""
