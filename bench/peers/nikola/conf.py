"""Settings of the Nikola site: its own theme without extras, and no pages but those that all peers have."""

BLOG_AUTHOR = BLOG_TITLE = BLOG_DESCRIPTION = "Things told of places"
SITE_URL = "https://bench.example.org/"
BLOG_EMAIL = "editor@example.org"
DEFAULT_LANG = "en"
TRANSLATIONS = {DEFAULT_LANG: ""}
NAVIGATION_LINKS = {DEFAULT_LANG: (("/articles/", "All articles"), ("/tags/", "Tags"))}
NAVIGATION_ALT_LINKS = {DEFAULT_LANG: ()}
THEME = "base-jinja"
TIMEZONE = "UTC"
POSTS = (("articles/*.md", "", "post.tmpl"),)
PAGES = ()
COMPILERS = {"markdown": [".md"]}
MARKDOWN_EXTENSIONS: list[str] = []
PRETTY_URLS = STRIP_INDEXES = True

TAG_PATH = "tags"
TAGS_INDEX_PATH = "tags/index.html"
ARCHIVE_PATH = "articles"
ARCHIVE_FILENAME = "index.html"
CREATE_SINGLE_ARCHIVE = True
INDEX_DISPLAY_POST_COUNT = 10
INDEX_TEASERS = True
GENERATE_RSS = True
FEED_LENGTH = 20
FEED_TEASERS = True
COPY_SOURCES = SHOW_SOURCELINK = False
USE_BUNDLES = GENERATE_ATOM = False
WARN_ABOUT_TAG_METADATA = USE_TAG_METADATA = False
COMMENT_SYSTEM = ""
CONTENT_FOOTER = BLOG_TITLE
DISABLED_PLUGINS = [
    "classify_authors", "classify_categories", "classify_page_index", "render_galleries", "render_listings",
    "robots", "scale_images", "redirect", "gzip", "render_sources",
]  # fmt: skip
