export default function (config) {
  config.addPassthroughCopy("style.css");
  config.addCollection("articles", (api) => {
    const articles = api.getFilteredByGlob("articles/*.md");
    articles.forEach((article, index) => {
      article.data.previous = articles[index - 1];
      article.data.next = articles[index + 1];
    });
    return articles;
  });
  config.addCollection("byTag", (api) => {
    const byTag = new Map();
    for (const article of api.getFilteredByGlob("articles/*.md")) {
      for (const topic of article.data.topics) {
        if (!byTag.has(topic.slug)) byTag.set(topic.slug, { ...topic, articles: [] });
        byTag.get(topic.slug).articles.push(article);
      }
    }
    return [...byTag.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("newest", (list, count) => list.slice(-count).reverse());
  return { dir: { includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
}
