"""What is kept: servers' settings and articles, exchanges and votes, and the libraries that are open."""
