"""Pages of insurance that the sites share: lists, an inquiry, a policy, a claim, their steps."""
