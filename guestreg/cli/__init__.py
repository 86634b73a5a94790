"""The command line: the window's services as verbs for scripts, helpers and tests.

Data on stdout, people's text on stderr. It knows services and ports, never an adapter and never the window.
"""
