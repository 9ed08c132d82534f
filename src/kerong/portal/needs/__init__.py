"""我要贷款: a need from draft to rating, as the firm sees it."""
