"""The pages behind the stage, a file per screen."""
