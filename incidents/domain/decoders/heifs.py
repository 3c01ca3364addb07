"""HEIC, as Apple's telephones write it: like any picture, with a library that no other picture has to meet."""

import pillow_heif

from incidents.domain.decoders import pictures, serving
from incidents.domain.decoders.pictures import copies, look, redact

__all__ = ["copies", "look", "redact"]

pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

if __name__ == "__main__":
    pictures.only_these()
    serving.main(look, copies, redact)
