"""What draws a lesson's result in the browser: one folder a view, its template, style and script beside it."""
