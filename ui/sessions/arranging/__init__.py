"""What is arranged while a session is on: who is here, until when, what goes to another day."""
