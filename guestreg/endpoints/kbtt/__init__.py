"""The ministry's interface for programs, version 1.4: foreigners and citizens, one person per request."""
