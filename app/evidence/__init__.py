"""Evidence: files taken in, hashed and encrypted, with circumstances, custody, samples and requests."""
