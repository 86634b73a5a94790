"""Sổ Lưu Trú: a homestay's guest register that declares each stay to the commune police."""

__version__ = "0.1.0"
