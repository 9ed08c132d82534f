"""Lists of words the pages use."""
