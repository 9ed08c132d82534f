"""Insurance of the firm: asked for on a loan or a service, compared, accepted, followed."""
