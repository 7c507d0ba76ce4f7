"""Makes what tests need, by walking the real actions."""
