"""The little world that the embedded pack knows: scenes, their pictures and their captions."""
