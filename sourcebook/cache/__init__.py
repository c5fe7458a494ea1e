"""Results of pure functions, kept between builds, and the processes that compute them. Deletable at any time.

cache        values by key; what a caller uses
database     one SQLite file of rows, as far as it can be trusted
account      the account's cache folder, and which files in it only this account can have written
fingerprint  digest of code, Python and packages; part of every key
workers      worker processes
"""
