"""The laws of docs/architecture.md, each as a test."""
