"""All firms at once: runs and their progress, pools by rule, drafts tried before they count."""
