"""Files that are given with a referral: taken in pieces, sealed, examined, and shown without harm."""
