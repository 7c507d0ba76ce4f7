"""Pages of the duty to notify: for those who notify, and for the police who receive it."""
