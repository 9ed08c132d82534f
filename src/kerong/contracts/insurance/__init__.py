"""保险 insurance of loans: asked, quoted, in force, claimed on the very loan, recovered."""
