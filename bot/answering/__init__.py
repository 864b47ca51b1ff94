"""How does a question become the reply to it: here, or in a process that does nothing else?"""
