"""What happens to a page on its way into the machine: skew, blur, noise, falling light, JPEG."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Wear:
    """How badly a page is scanned; the zero of each is a perfect scan.

    `skew` in degrees, `blur` a radius in pixels, `noise` a deviation in grey values, `speckle` the
    share of flipped pixels, `dark_side` the light left at the far edge, `jpeg` the quality.
    """

    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    speckle: float = 0.0
    dark_side: float = 1.0
    jpeg: int = 0
    quarters: int = 0


def worn(picture: Image.Image, wear: Wear, seed: int = 1) -> Image.Image:
    """Return the picture as a worn scan of it; the same seed gives the same noise."""
    chance = np.random.default_rng(seed)
    if wear.skew:
        picture = picture.rotate(-wear.skew, Image.Resampling.BICUBIC, fillcolor="white")
    if wear.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.noise or wear.speckle or wear.dark_side < 1:
        picture = Image.fromarray(_spoilt(np.asarray(picture), wear, chance))
    if wear.quarters:
        picture = picture.rotate(90 * wear.quarters, expand=True)
    return _through_jpeg(picture, wear.jpeg) if wear.jpeg else picture


def _spoilt(
    pixels: "np.typing.NDArray[np.uint8]", wear: Wear, chance: np.random.Generator
) -> "np.typing.NDArray[np.uint8]":
    height, width = pixels.shape[:2]
    values = pixels.astype(np.float32)
    if wear.dark_side < 1:
        across = np.linspace(1.0, wear.dark_side, width, dtype=np.float32)
        down = np.linspace(1.0, (1 + wear.dark_side) / 2, height, dtype=np.float32)
        values *= (down[:, None] * across[None, :])[:, :, None]
    if wear.noise:
        values += chance.normal(0, wear.noise, (height, width, 1)).astype(np.float32)
    if wear.speckle:
        spots = chance.random((height, width)) < wear.speckle
        values[spots] = np.where(chance.random(np.count_nonzero(spots)) < 0.7, 40, 255)[:, None]
    return np.clip(values, 0, 255).astype(np.uint8)


def _through_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=quality)
    return Image.open(BytesIO(stored.getvalue())).convert("RGB")
