"""Which files of a workspace have changed, and what has to be made anew because of it."""
