"""What `bin/manage matching …` does, one module a word: HELP, arguments(parser) and run(options, write)."""
