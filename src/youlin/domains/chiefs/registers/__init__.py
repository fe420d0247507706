"""Registers of chiefs as offices keep them: a workbook goes in, and a workbook comes out that goes in again.

The reading rooms are the roster's (`residents.roster`): sheets, headers, merged cells, 同上, cells. Here is what a
register adds.

columns   what its own columns mean: 职务, 任职时间
reading   a file -> rows that speak of a person in a post, and what is wrong with them
matching  rows -> the posts and people that are known; nothing is guessed silently
taking    what was matched -> accounts and terms, in one transaction
runs      at the desk: looked at, confirmed, taken in
sheets    out again: the register, and the rows to correct
wording   the sentences
"""
