"""The machine underneath: folders, resource files, settings, secrets, clock and chance. Knows no guest and no screen."""
