"""Where declarations go: the one HTTP line and an adapter for each kind of endpoint.

`app` builds adapters and hands them on as the sockets of `ports.endpoint`. Nothing here knows the store, the
outbox or a screen; what an answer means for a declaration is decided elsewhere.
"""
