"""Kakusan: how image-generating AI works, in pictures that a person can touch."""
