"""The room of independent review: who looks at negative decisions before they are served, and what they find."""
