"""Text as the index sees it: words with their normal forms, sentences with their spans."""
