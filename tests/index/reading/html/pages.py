"""Pages in the manner of sites that there are, around the same short article."""

from pathlib import Path

from index import Essay
from index.reading import essay_of

__all__ = ["BRIDGE", "MAYOR", "PAGES", "WAIT", "left_out", "page", "read", "texts"]

BRIDGE = "The council voted on Tuesday to rebuild the old bridge, which has been closed since the flood of 1998."
MAYOR = "Mayor Anna Petrosyan said the work would cost four million euros and take two years."
WAIT = "People on the east bank have waited a long time for this, and some remember the ferry that ran before."

NEWSPAPER = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Council votes to rebuild bridge | The River Times</title>
<meta property="og:title" content="Council votes to rebuild bridge"><meta name="author" content="Lena Marsh">
<script type="application/ld+json">{{"@type": "NewsArticle"}}</script><style>.a {{color: red}}</style></head><body>
<header class="site-header"><a href="/">The River Times</a>
<nav><ul><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav></header>
<main><article><header><h1>Council votes to rebuild bridge</h1><p class="byline">By Lena Marsh</p></header>
<div class="share-buttons"><a href="#">Facebook</a> <a href="#">Email</a></div>
<div class="article-body"><p>{BRIDGE}</p><div class="ad-slot">Advertisement</div>
<aside class="related"><h3>Related</h3><ul><li><a href="/x">Flood remembered</a></li></ul></aside><p>{MAYOR}</p>
<h2>A long wait</h2><p>{WAIT}</p></div><footer class="tags"><a href="/t/bridge">bridge</a></footer></article>
<section class="comments"><h2>Comments</h2><p>Great news! I will believe it when I see it.</p></section></main>
<div class="newsletter-signup"><h3>Get our newsletter</h3><input type="email"><button>Sign up</button></div>
<footer><p>© 2024 The River Times</p></footer><div class="cookie-consent">We use cookies.</div></body></html>"""

ENCYCLOPEDIA = f"""<!DOCTYPE html><html lang="en"><head><title>Old Bridge - The Encyclopedia</title></head><body>
<div id="content" role="main"><h1><span>A long wait</span></h1><div>Free</div>
<div class="content"><div class="hatnote">For other uses, see <a>Bridge</a>.</div>
<p>{BRIDGE}<sup class="reference"><a href="#note-1">[1]</a></sup></p>
<div id="toc" class="toc"><h2>Contents</h2><ul><li><a href="#a">1 Then</a></li></ul></div><p>{MAYOR}</p>
<h2><span>A long wait</span><span class="editsection">[<a>edit</a>]</span></h2><p>{WAIT}</p>
<div class="navbox"><a>Bridges</a> · <a>Rivers</a> · <a>Towns</a></div></div></div>
<div><h2>Navigation menu</h2></div><footer><ul><li>Edited on 3 March.</li></ul></footer></body></html>"""

BLOG = f"""<!DOCTYPE html><html><head><title>My bridge &#8211; Ann&#8217;s blog</title></head><body class="single">
<header id="masthead"><p><a href="/">Ann’s blog</a></p></header><main><article class="post hentry">
<h1 class="entry-title">My bridge</h1><div class="entry-meta">Posted on <a href="/2020">May 1, 2020</a></div>
<div class="entry-content"><p>{BRIDGE}</p><p>&nbsp;</p><p>{MAYOR}</p><p><strong>A long wait</strong></p><p>{WAIT}</p>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Click to share</a></li></ul></div></div>
<footer>Posted in <a>News</a></footer></article><nav><a>Previous Post</a></nav>
<div id="comments" class="comments-area"><ol><li>Nice, and this is long enough for prose.</li></ol></div></main>
<aside class="widget-area"><h2>Recent Posts</h2><ul><li><a>A</a></li></ul></aside></body></html>"""

DIVISIONS = f"""<html><head><title>My bridge</title></head><body>
<div class=top><a href=1>Home</a> | <a href=2>News</a> | <a href=3>About</a></div>
<div><div><div>My bridge</div><div>{BRIDGE}</div><div>{MAYOR}</div><div><b>A long wait</b></div><div>{WAIT}</div></div>
<div class=c><a href=q>One</a><a href=w>Two</a><a href=e>Three</a></div></div></body></html>"""

OF_OLD = f"""<HTML><HEAD><TITLE>My bridge</TITLE></HEAD><BODY BGCOLOR=white><CENTER><H1>My bridge</H1>
<FONT SIZE=2>by John Smith</FONT></CENTER><HR>{BRIDGE}<P>{MAYOR}<P><B>A long wait</B><P>{WAIT}<HR></BODY></HTML>"""

BOOK = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The eBook of Bridges</title></head><body>
<section class="boilerplate"><h2>The eBook of Bridges</h2><p>For the use of anyone.</p></section>
<h1>My bridge</h1><h2>By A. Author</h2><p>{BRIDGE}</p><p><span class="pagenum">[Pg 2]</span>{MAYOR}</p>
<h2>A long wait</h2><p>{WAIT}</p></body></html>"""

LETTER = f"""<!DOCTYPE html><html lang=en><head><title>My bridge - by Ann</title>
<meta property="og:title" content="My bridge"></head><body><div><div class="main-menu"><a>Subscribe</a></div>
<div><article class="newsletter-post"><div><h1>My bridge</h1><h3 class="subtitle">Why they matter</h3></div>
<div><div class="body markup"><p>{BRIDGE}</p><div class="subscription-widget"><p>Thanks for reading!</p></div>
<p>{MAYOR}</p><h2>A long wait</h2><p>{WAIT}</p></div></div></article></div></div></body></html>"""

PAGES = {
    "newspaper": NEWSPAPER,
    "encyclopedia": ENCYCLOPEDIA,
    "blog": BLOG,
    "divisions": DIVISIONS,
    "of old": OF_OLD,
    "book": BOOK,
    "letter": LETTER,
}


def read(html: str | bytes, name: str = "page.html") -> Essay:
    return essay_of(html if isinstance(html, bytes) else html.encode(), Path(name))


def page(body: str, head: str = "<title>Rivers</title>") -> Essay:
    """The essay of a page with this body."""
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


def texts(essay: Essay) -> list[str]:
    return [paragraph.text for paragraph in essay.paragraphs]


def left_out(essay: Essay) -> dict[str, str]:
    """By text, why it is no part of the essay."""
    return {left.text: left.reason for left in essay.left_out}
