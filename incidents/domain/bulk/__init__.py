"""Likely same persons among all who are held: blocks, quick looks, scores, groups. Proposes and never decides."""
