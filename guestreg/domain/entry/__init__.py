"""From what a person typed to what is true: every rule of the field lists, one place for window and command line.

Each reader takes text and gives either the finished object or the violations; nothing half right comes out.
"""
