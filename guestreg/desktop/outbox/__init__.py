"""The page *Chưa gửi*: what the police don't have yet, why, what the program does about it and what a person can do."""
