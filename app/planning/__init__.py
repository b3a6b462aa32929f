"""Planning an audit: what it is for, what it covers, who takes part, when, and what is asked."""
