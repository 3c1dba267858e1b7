"""What the bot can do, one module for each command with its buttons, forms and completion.

A module is found by lying here: ``registry`` collects what each of them brings. ``command`` has the types.
"""
