"""知识产权质押 pledges: assets of firms, what they are worth, pledges on loans, registration."""
