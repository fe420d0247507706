"""Registers of chiefs at the desk: brought in, taken home as a workbook, printed as the book that offices keep."""
