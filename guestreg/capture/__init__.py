"""Reading what people bring: files of the portal. Put together by `app`; it must not know the ledger.

Every file is hostile until its limits are checked.
"""
