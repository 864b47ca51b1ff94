"""One module a subject: what is done about each kind of update."""
