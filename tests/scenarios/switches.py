"""The two switches that make it hardest: LINE names nobody who taps in a group, and nobody is a friend.

`pytestmark = pytest.mark.both_switches` turns them on for a whole file. Little goes otherwise without them, because
people of a scenario are no friends anyway and LINE names whoever taps in private; what does is tried in both worlds.
"""

import pytest

SWITCHES = ("no_user_id_on_postbacks", "nobody_is_a_friend")
IN_BOTH_WORLDS = pytest.mark.parametrize("switches", [(), SWITCHES], ids=["no switch", "both switches"])
"""For a scenario in which somebody taps a button in a group, with `World.press`, or adds the bot as a friend."""
