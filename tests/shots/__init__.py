"""Pictures of every screen, and what they are made from. `python -m tests.shots FOLDER` makes them."""
