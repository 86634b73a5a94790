"""*Báo cách khác*: which way the police were told instead, when and to whom; and what helps on each way."""
