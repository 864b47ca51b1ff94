"""What the bot must remember: one repository a subject, entered by `bot.state.opening`."""
