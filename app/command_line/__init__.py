"""The program without a window: what `assay-cli` understands, does and answers."""
