"""The firm's rights, what they are worth, and the pledges on its loans."""
