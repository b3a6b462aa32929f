"""Photos without what the camera wrote beside the picture: the place above all. In the worker only."""
