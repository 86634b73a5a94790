"""The one builder: settings and paths become a workplace, a window or a command line. Nobody else builds anything."""
