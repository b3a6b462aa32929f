"""What Assay does, without a window: services that change, reads that answer, files that come and go."""
