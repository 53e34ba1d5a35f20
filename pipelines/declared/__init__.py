"""What a repository declares about itself."""
