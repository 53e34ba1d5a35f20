"""What a repository says of the code that trained it, and what that code shows."""
