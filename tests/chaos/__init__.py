"""Parts of the running product are killed while people work; what was acknowledged must stand."""
