"""The tables of a workspace, a file per topic, and the pure rules of the trade over them."""
