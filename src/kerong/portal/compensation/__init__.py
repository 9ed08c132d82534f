"""A firm's lost loans: that they were compensated, and what is still to be paid."""
