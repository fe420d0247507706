"""Reading what communities really keep: a workbook goes in, checked rows and a list of what is wrong come out.

Belongs here: everything between the bytes of a file and plain, checked rows; and the workbook of rejects.
Does not: the database. `residents.actions.import_roster` takes a `RosterBook` in. Pure but for `wording`: no clock.

    source    bytes -> sheets of raw cells (workbook, delimited text, web page saved as .xls)
    header    which row names the columns, and what each column means
    place     which community, area, group and neighbourhood a sheet or a row speaks of
    clean     one cell -> one value, and how much had to be put right
    rows      one row -> one person, or what is wrong with it
    grouping  rows -> households
    book      the whole: `read_roster`
    rejects   what stayed out, as a workbook to correct and bring again
    wording   the sentences
"""
