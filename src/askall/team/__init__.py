"""Who did what: people, machines and the audit trail."""
