"""Recording a greeting or a visit, and what comes of it."""
