"""Tables that several tiers drive: the same rows through domain, form and command line."""
