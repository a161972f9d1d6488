"""BPMN as a language: reading, writing, checking and playing internal processes."""
