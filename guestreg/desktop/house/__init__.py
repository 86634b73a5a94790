"""The house and where it sends, as fields. Settings and first run lay them into their pages."""
