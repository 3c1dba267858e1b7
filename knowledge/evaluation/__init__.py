"""How good the answers are, against questions whose answers are known."""
