"""Settings of the whole suite."""

from hypothesis import settings

# No deadline: a slow machine is no failure. The same examples each time: what is green stays green until the code
# changes; look for new examples with --hypothesis-profile=search.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("steady")
