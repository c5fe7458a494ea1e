"""Cache of results between builds, and worker processes. The cache can be deleted.

cache        values by key; what a caller uses
database     one SQLite file of rows; errors in it are ignored
account      the account's cache folder, and whether a file there can be trusted
fingerprint  digest of code, Python and packages; part of every key
workers      worker processes
"""
