"""What is gathered for an application at the door, as the phone and the desk show it alike."""
