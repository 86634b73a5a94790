"""What the program can do, one verb per file. Faces call it; it knows ports, outbox and domain, never a row, a
response or a widget. Commands return Done, Refused or Failed and raise only bugs."""
