"""Pure Python without a noun of ours: clock, money, Vietnamese text, ids, paging."""
