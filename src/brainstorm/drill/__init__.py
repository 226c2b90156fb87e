"""What happens next: commands and times in, events out. No terminal, no disk, no wall clock."""
