"""Balss: multilingual testimonial moderation and translation."""
