"""Sessions: held, paused and ended; notes as lines; results of items."""
