"""The judgement, guarded: what is reached on news that nothing was trained on, and limits to it."""
