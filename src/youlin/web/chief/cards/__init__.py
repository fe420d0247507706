"""My cards (我的代表证): to show, to print, with or without a photograph; and what to do when one is lost."""
