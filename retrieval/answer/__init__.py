"""From a question to a short, verified answer, or to an honest "not found"."""
