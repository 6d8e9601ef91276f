"""What the world may read: entries, as feeds. Nothing here reads a review's words."""
