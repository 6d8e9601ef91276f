"""A small clinic that does not exist, its reviews, and its page: to see Balss work in a minute."""
