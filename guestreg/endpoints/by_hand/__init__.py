"""Places no program declares to: the owner uploads files herself, or tells the police in person."""
