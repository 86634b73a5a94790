"""*Tin công an*: what the police returned, wrote and took in."""
