"""Looking at how households live, from the phone."""
