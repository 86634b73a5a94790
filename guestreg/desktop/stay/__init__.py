"""Khách mới: the form that records a stay, and corrects one. `page.stay_page` puts view and presenter together."""
