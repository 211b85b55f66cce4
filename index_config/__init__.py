"""The ground floor: what writer and reader share."""
