"""How a declaration gets there: when to send, what an answer means, one pass, what was left unfinished, the thread.

Services and the builder call it. It knows sockets and domain, never a wire, a row or a screen.
"""
