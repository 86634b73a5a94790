"""The main window around every page: navigation, top bar, practice band, warnings, undo bar, keys, quitting."""
