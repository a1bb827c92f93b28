"""Pictures of the answers for the README, made of what the bot really sends.

    python -m tests.pictures docs/pictures

asks on a local Discord, writes what was sent to `answers.json`, and draws it, page by page, with Chromium (Debian:
`apt-get install chromium pngquant fonts-open-sans fonts-noto-color-emoji`). It prints how the README shows them. A test
holds `answers.json` and the README against what the bot sends today; it needs nothing of that.
"""
