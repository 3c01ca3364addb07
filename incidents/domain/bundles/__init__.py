"""Case bundles: what is handed over of chosen persons or an incident, signed, so that others can check every byte."""
