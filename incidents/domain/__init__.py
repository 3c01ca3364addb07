"""What happens: the pure rules first, then the verbs that use them."""
