"""Steps from each released schema to the next. A step's statements are fixed once released; `migrate` runs them."""
