"""From a card to a message in Discord, and from a message, click or form to who asks for what."""
