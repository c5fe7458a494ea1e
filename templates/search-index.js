{# The search index, which search-find.js reads. `view`: SearchIndexView. #}
{% from "partials/inline.html" import glyph %}
'use strict';
window.sourcebookIndex = {
fold: {{ view.fold|tojson }},
most: {{ view.most }},
articles: {{ view.articles|tojson }},
words: {{ view.words|tojson }},
groups: {{ view.groups|tojson }},
glyphs: {
{% for name in view.glyphs %}
{{ name|tojson }}: {{ glyph(name)|tojson }},
{% endfor %}
},
entries: [
{% for entry in view.entries %}
{{ entry|tojson }},
{% endfor %}
],
};
