"""Gọi giúp: short help that needs no network, whom to call, and what this program is."""
