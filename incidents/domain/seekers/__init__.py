"""Finding in the database what somebody types: people under any spelling, inside whatever the reader may see."""
