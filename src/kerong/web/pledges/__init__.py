"""Pages of IP pledges the three sites share: lists, one pledge, one right, the steps."""
