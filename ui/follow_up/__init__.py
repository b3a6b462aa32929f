"""Follow-up over all audits: what is due, from whom, and until when."""
