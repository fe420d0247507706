"""What people are told when something of outreach cannot be done, a file a noun: `micro_services`."""
