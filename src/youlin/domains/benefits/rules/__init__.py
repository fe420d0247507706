"""Pure rules of benefits: `roster` (what a roster's words say as facts), `exact` (figures as people write them)."""
