"""What every screen is made of: look, widgets, words of dates and states, tasks, events. It knows no screen."""
