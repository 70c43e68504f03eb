"""Random views of photos, a whole batch at a time: what a grower's camera does and a laboratory's does not."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

_LUMA = (0.299, 0.587, 0.114)


def augment(photos: torch.Tensor, masks: torch.Tensor, backdrops: torch.Tensor, others: torch.Tensor, size: int,
            min_area: float = 0.4) -> torch.Tensor:
    """N x size x size views in [-1, 1], channels_last, from N x 256 x 256 x 3 uint8 photos.

    `masks` (N x 256 x 256 uint8, 0 where unknown) say where the leaf is, `backdrops` and `others` (N photos each) give
    new surroundings: photos without leaves, and other leaves to be blurred. Draws from torch's global generator.
    """
    x = _float(photos)
    x = _swap_background(x, masks, backdrops, others)
    x = _warp(x, size, min_area)
    x = _colour(x)
    x = _degrade(x, size)
    return x.clamp_(0, 1).mul_(2).sub_(1).contiguous(memory_format=torch.channels_last)


def strange_leaves(photos: torch.Tensor, masks: torch.Tensor, others: torch.Tensor) -> torch.Tensor:
    """N x 256 x 256 x 3 uint8 leaves of no crop at all: the outline and surroundings of `photos`, the tissue of
    `others` (enlarged, so that it fills the outline)."""
    n, side = len(photos), photos.shape[1]
    zoom = _uniform(n, 0.45, 0.7)
    matrix = torch.zeros(n, 2, 3)
    matrix[:, 0, 0] = matrix[:, 1, 1] = zoom
    matrix[:, 0, 2], matrix[:, 1, 2] = _uniform(n, -0.15, 0.15), _uniform(n, -0.15, 0.15)
    grid = F.affine_grid(matrix, [n, 3, side, side], align_corners=False)
    tissue = F.grid_sample(_float(others), grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    mask = masks.float().div_(255)[:, None]
    mixed = _float(photos) * (1 - mask) + tissue * mask
    return mixed.mul_(255).round_().to(torch.uint8).permute(0, 2, 3, 1)


def _float(photos: torch.Tensor) -> torch.Tensor:
    return photos.permute(0, 3, 1, 2).float().div_(255)


def _uniform(n: int, low: float, high: float) -> torch.Tensor:
    return torch.empty(n).uniform_(low, high)


def _chosen(n: int, probability: float) -> torch.Tensor:
    return (torch.rand(n) < probability).nonzero().flatten()


def _swap_background(x: torch.Tensor, masks: torch.Tensor, backdrops: torch.Tensor, others: torch.Tensor,
                     probability: float = 0.3) -> torch.Tensor:
    picked = ((torch.rand(len(x)) < probability) & (masks.flatten(1).amax(1) > 0)).nonzero().flatten()
    if not len(picked):
        return x
    ground = _float(backdrops[picked])
    plain = _chosen(len(picked), 0.25)
    ground[plain] = ground[plain] * 0.1 + torch.rand(len(plain), 3, 1, 1) * 0.9
    leafy = _chosen(len(picked), 0.25)
    if len(leafy):
        tiny = F.interpolate(_float(others[picked[leafy]]), size=24, mode="area")
        ground[leafy] = F.interpolate(tiny, size=x.shape[-1], mode="bilinear")
    flipped = _chosen(len(picked), 0.5)
    ground[flipped] = ground[flipped].flip(3)
    mask = masks[picked].float().div_(255)[:, None]
    x[picked] = x[picked] * mask + ground * (1 - mask)
    return x


def _warp(x: torch.Tensor, size: int, min_area: float, zoom_out: float = 0.12, any_angle: float = 0.4) -> torch.Tensor:
    n = len(x)
    scale = _uniform(n, min_area, 1).sqrt()
    scale = torch.where(torch.rand(n) < zoom_out, _uniform(n, 1, 1.35), scale)
    aspect = torch.exp(_uniform(n, -0.25, 0.25)).sqrt()
    sx, sy = scale * aspect, scale / aspect
    room = (1 - scale).abs()
    angle = torch.where(torch.rand(n) < any_angle, _uniform(n, -math.pi, math.pi), _uniform(n, -0.35, 0.35))
    fx, fy = ((torch.rand(n) < 0.5).float() * 2 - 1 for _ in range(2))
    matrix = torch.stack([
        torch.stack([sx * angle.cos() * fx, -sx * angle.sin() * fy, _uniform(n, -1, 1) * room], 1),
        torch.stack([sy * angle.sin() * fx, sy * angle.cos() * fy, _uniform(n, -1, 1) * room], 1),
    ], 1)
    grid = F.affine_grid(matrix, [n, 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def _colour(x: torch.Tensor) -> torch.Tensor:
    n = len(x)
    column = lambda low, high: _uniform(n, low, high)[:, None, None, None]
    grey = (x * torch.tensor(_LUMA)[None, :, None, None]).sum(1, True)
    x = grey + (x - grey) * column(0.6, 1.4)
    mean = x.mean((1, 2, 3), True)
    x = (mean + (x - mean) * column(0.6, 1.4)) * column(0.65, 1.35) * torch.empty(n, 3, 1, 1).uniform_(0.9, 1.1)
    x = x.clamp_(0, 1)
    picked = _chosen(n, 0.3)
    if len(picked):
        x[picked] = (x[picked] + 1e-4) ** _uniform(len(picked), 0.65, 1.5)[:, None, None, None]
    return x


def _degrade(x: torch.Tensor, size: int) -> torch.Tensor:
    """Blur, noise and covered patches."""
    n = len(x)
    picked = _chosen(n, 0.25)
    if len(picked):
        small = F.interpolate(x[picked], size=int(size / float(_uniform(1, 1.5, 4))), mode="area")
        x[picked] = F.interpolate(small, size=size, mode="bilinear")
    picked = _chosen(n, 0.2)
    if len(picked):
        x[picked] += torch.randn_like(x[picked]) * _uniform(len(picked), 0.01, 0.05)[:, None, None, None]
    for i in _chosen(n, 0.2).tolist():
        side = int(torch.randint(size // 8, size // 3, ()))
        top, left = torch.randint(0, size - side, (2,)).tolist()
        x[i, :, top : top + side, left : left + side] = torch.rand(3, 1, 1)
    return x
