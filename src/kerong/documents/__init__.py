"""Files people attach, kept by content and served as attachments."""
