"""The first page, *Hôm nay*: who sleeps here tonight, what the police have, how long until the deadline."""
