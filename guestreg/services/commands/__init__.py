"""Verbs that change something. Each is one transaction; events go out after its commit."""
