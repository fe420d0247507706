"""What people are told when something of outreach cannot be done: `micro_services`, `volunteering`, `covenants`."""
