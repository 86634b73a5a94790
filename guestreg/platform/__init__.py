"""The machine underneath: folders, shipped files, settings, secrets, clock, chance. Knows no screen."""
