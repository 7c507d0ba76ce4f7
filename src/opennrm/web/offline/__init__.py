"""The page that a device keeps, to write a referral where there is no network."""
