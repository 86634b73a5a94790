"""A set-up file of the police: shown in full, taken over by a press of the button, and the one-time code after it."""
