"""Coming in, going out, changing one's password."""
