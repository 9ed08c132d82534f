"""Pre-approved limits: products screened over all firms, and the firms that agreed to be seen."""
