"""A rough outline of one leaf lying on a plain surface, for exchanging that surface in training."""

from __future__ import annotations

import cv2
import numpy as np

_BORDER = 8
_LEAF_DISTANCE = 9
_MAX_BORDER_SPREAD = (9, 11)
_CREDIBLE_SHARE = (0.15, 0.85)


def leaf_mask(rgb: np.ndarray) -> np.ndarray | None:
    """H x W uint8, soft-edged, 255 inside; None when the border is not plain or the outline not credible.

    A pixel belongs to the leaf if its Lab chroma lies away from the border's median.
    """
    ab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)[..., 1:].astype(np.float32)
    b = _BORDER
    border = np.concatenate([part.reshape(-1, 2) for part in (ab[:b], ab[-b:], ab[:, :b], ab[:, -b:])])
    if (border.std(0) > _MAX_BORDER_SPREAD).any():
        return None
    distance = np.linalg.norm(ab - np.median(border, 0), axis=-1)
    leaf = (distance > _LEAF_DISTANCE).astype(np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    leaf = cv2.morphologyEx(cv2.morphologyEx(leaf, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(leaf, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    if not _CREDIBLE_SHARE[0] < cv2.contourArea(largest) / leaf.size < _CREDIBLE_SHARE[1]:
        return None
    filled = cv2.drawContours(np.zeros_like(leaf), [largest], -1, 255, cv2.FILLED)
    return cv2.GaussianBlur(filled, (5, 5), 0)
