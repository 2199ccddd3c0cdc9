"""What draws a lesson's result in the browser: a folder a view, its template, style and script beside it."""
