"""How the bank's common ideas were found and its maps tested: raw lists, filings, and the scripts that count."""
