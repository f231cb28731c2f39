"""What one booklet leaves to the next: target forms to their self-evaluation, a year to the year after."""
