"""What is new in the archive, told in the channels that are subscribed."""
