"""What is saved and undone: experiments, edits, history and files."""
