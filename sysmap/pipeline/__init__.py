"""What a command does, without asking or printing: map files in, answers out."""
