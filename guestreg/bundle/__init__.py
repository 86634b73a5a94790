"""Files to give away: the `.luutru` export with its views. `app` builds it; it knows neither database nor paper."""
