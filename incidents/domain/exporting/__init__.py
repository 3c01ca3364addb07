"""Lists go out: asked for, agreed to, made by a job, signed, and gone after their days."""
