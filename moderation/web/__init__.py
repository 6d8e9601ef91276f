"""The doors: staff screens, API, feeds, and the author's withdrawal page."""
