"""The parts every page is put together from. They know nothing of audits."""
