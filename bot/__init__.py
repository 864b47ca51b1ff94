"""Brings the answers to people: in Telegram and in the terminal."""
