"""What the products share: citing, support, independence, agreement, known names, windows of days."""
