"""How does an operator see what the bot is doing?"""
