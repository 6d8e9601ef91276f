"""Pending reviews, what moderators change in them, and the one door that rules on them."""
