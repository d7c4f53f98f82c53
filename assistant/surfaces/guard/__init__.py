"""What stands before every route: who may come in, how often, how many at once; and what is noted of them."""
