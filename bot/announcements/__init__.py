"""What is announced to whom and when: schedules, digests, what a reload has changed."""
