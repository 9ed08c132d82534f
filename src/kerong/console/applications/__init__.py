"""Applications for policies in the console: the queue, one application, lists, who handles what."""
