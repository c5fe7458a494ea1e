'use strict';
// The search page: everything that ?q= finds, and below it the full text by Pagefind.
document.addEventListener('DOMContentLoaded', async () => {
  const search = window.sourcebookSearch;
  const count = document.getElementById('s-count');
  const found = document.getElementById('s-found');
  const texts = document.getElementById('s-texts');
  const FIRST = 20;

  function keySwitch() {
    const choice = document.getElementById('s-key');
    const tick = choice.querySelector('input');
    tick.checked = search.keyOn();
    tick.addEventListener('change', () => {
      try {
        if (tick.checked) localStorage.removeItem(search.keyName);
        else localStorage.setItem(search.keyName, 'off');
      } catch {
        choice.classList.add('unready');
      }
    });
    choice.classList.remove('unready');
  }

  // Whose word a claim is comes first, in the text itself, so that a copy of the row carries it.
  function link(href, title, lang, attribution) {
    const { element } = search;
    const before = attribution ? [element('span', { className: 'row-meta' }, `${attribution}${search.words.colon} `)] : [];
    return element('p', { className: 'row-title' }, ...before, element('a', { href, lang: lang ?? '' }, title));
  }

  function section({ title, rows }) {
    const { element } = search;
    const items = rows.map((row) => element('li', {}, link(row.href, row.title, row.lang, row.attribution), search.facts(row)));
    const size = element('span', { className: 'quiet' }, ` ${rows.length}`);
    return element('section', {}, element('h2', {}, title, size), element('ul', { className: 'rows' }, ...items));
  }

  // An excerpt is HTML: its text and its marks are taken over, nothing else.
  function excerpt(html) {
    const nodes = [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
    const { element } = search;
    return nodes.map((node) => (node.nodeName === 'MARK' ? element('mark', {}, node.textContent) : node.textContent));
  }

  // Where no page has a word, Pagefind takes its beginning alone, down to one letter: that is not what was asked.
  function hasWords(page, query) {
    const text = page.content.split(/\s+/);
    const matched = search.fold(page.locations.map((at) => text[at]).join(' ')).flat();
    const begins = (word) => matched.some((other) => other.startsWith(word.slice(0, Math.ceil(word.length * 0.6))));
    return search.fold(query).every((readings) => readings.some(begins));
  }

  async function fullText(query) {
    const { element, words } = search;
    const status = texts.querySelector('[role="status"]');
    const address = new URL(texts.dataset.script, location.href);
    const pagefind = await import(address.href);
    let { results } = await pagefind.search(query);
    if (results.length && !hasWords(await results[0].data(), query)) results = [];
    const shown = await Promise.all(results.slice(0, FIRST).map((result) => result.data()));
    const items = shown.map((page) => {
      const href = new URL(`..${page.raw_url}`, address).href;
      return element('li', {}, link(href, page.meta.title), element('p', {}, ...excerpt(page.excerpt)));
    });
    texts.querySelector('ol').replaceChildren(...items);
    const first = results.length > FIRST ? ` ${words['text-first'].replace('{n}', FIRST)}` : '';
    status.textContent = (results.length ? search.counted(words.texts, results.length) : words['text-none']) + first;
  }

  keySwitch();
  const query = new URLSearchParams(location.search).get('q')?.trim();
  if (!query) return;
  document.body.classList.add('asked');
  search.box.value = query;
  document.title = `${query} – ${document.title}`;
  await search.load();
  const { count: all, groups } = search.find(query);
  found.replaceChildren(...groups.map(section));
  count.textContent = search.said(all);
  texts.hidden = false;
  if (!texts.dataset.script) return;
  fullText(query).catch(() => {
    texts.querySelector('[role="status"]').textContent = search.words['text-failed'];
  });
});
