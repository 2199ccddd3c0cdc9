"""How the embedded pack is made; nothing in the app imports this."""
