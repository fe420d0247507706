"""友邻 Youlin: the three-chief system of a street, and the office behind it."""

__version__ = "0.1.0"
