"""What a message says, as values made from what the library found; no Discord and no terminal here."""
