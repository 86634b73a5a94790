"""Cài đặt: the house, where it sends, how the screen looks. `page.settings_page` puts view and presenter together."""
