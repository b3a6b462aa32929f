"""Follow-up: the auditee's answer to a finding, and the proof that it worked (section 7.6)."""
