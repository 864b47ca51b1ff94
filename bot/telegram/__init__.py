"""The Telegram side: addressing, handlers, sending; enters `retrieval` by its front door."""
