"""Pure rules of outreach, a file a noun: `micro_services`, `volunteering`, `covenants`."""
