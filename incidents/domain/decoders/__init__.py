"""What reads hostile bytes: runs only in a child process that can open nothing. No module here knows Django."""
