"""The open contract: a commune's or province's own service that signs what it took in."""
