"""Khách mới: the form that records a stay, and corrects one. `room.stay_page` puts view and presenter together."""
