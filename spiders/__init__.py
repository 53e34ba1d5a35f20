"""What is asked of the Hub and of code hosts."""
