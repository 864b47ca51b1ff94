"""What is said to people, and how: texts, layout, languages; independent of Telegram."""
