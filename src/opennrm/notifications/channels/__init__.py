"""The channels by which something leaves the house; each carries one parcel or says why it could not."""
