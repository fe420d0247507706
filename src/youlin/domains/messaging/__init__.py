"""What to say to whom: notices to accounts, and public notices (公示, a `Posting`) to everybody for their days.

Belongs here: the words sent, the receiver, whether it was read or delivered; what stands on public notice, until when,
and what residents objected.
Does not: deciding that somebody must be told (jobs.reactions); what a posting is about (the domain that puts it up).
"""
