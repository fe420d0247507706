"""The register of hazards at the desk, the notice that tells somebody to remove one, and a street's own days."""
