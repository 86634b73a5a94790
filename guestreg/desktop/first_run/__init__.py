"""The first run: letters and language, where to send, the house. `window.FirstRunWindow` is shown by the start."""
