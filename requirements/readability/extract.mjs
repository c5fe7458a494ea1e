// Reads the paths of pages, one a line, and writes what Readability extracts from each as a line of JSON.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

const BLOCKS = "p, h2, h3, h4, h5, li, blockquote, td, figcaption";

function extract(path) {
  const { document } = parseHTML(readFileSync(path, "utf8"));
  const article = new Readability(document).parse();
  if (!article) return {};
  const content = parseHTML(`<html><body>${article.content}</body></html>`).document;
  const inner = [...content.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  return {
    headline: article.title, authors: article.byline, outlet: article.siteName, date: article.publishedTime,
    paragraphs: inner.map((block) => block.textContent),
  };
}

for await (const path of createInterface({ input: process.stdin })) {
  let found = {};
  try {
    found = extract(path);
  } catch (error) {
    found = { failed: String(error) };
  }
  console.log(JSON.stringify(found));
}
