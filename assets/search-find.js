'use strict';
// Finds in the index what is typed, folded by the index's own table. See sourcebook/model/folding.py.
(() => {
  const search = window.sourcebookSearch;
  const index = window.sourcebookIndex;
  const rows = Object.keys(index.fold).sort((a, b) => b.length - a.length);
  const pieces = new RegExp([...rows, '.'].join('|'), 'gu');
  const articles = new RegExp(index.articles, 'u');
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const MARKS = /\p{M}/gu;
  const VOWELS = /[aeiou]/g;
  const JOINTS = /(?<=[\p{L}\p{N}])[-\u2010\u2011'’./&](?=[\p{L}\p{N}])/gu;

  function readingsOf(word) {
    let found = [''];
    for (const piece of word.match(pieces)) {
      const letters = (index.fold[piece] ?? piece).split('/').slice(0, Math.floor(index.most / found.length) || 1);
      found = found.flatMap((reading) => letters.map((each) => reading + each));
    }
    return found.map((reading) => reading.normalize('NFD').replace(MARKS, '').replace(/(\p{L})\1+/gu, '$1')).filter(Boolean);
  }

  // The words of a text, each with all its readings.
  function fold(text) {
    const small = text.normalize('NFKC').toLowerCase().normalize('NFC').replace(MARKS, '');
    const forms = (word) => (articles.test(word) ? [word, word.replace(articles, '')] : [word]);
    const words = small.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.map((word) => forms(word).flatMap(readingsOf)).filter((readings) => readings.length);
  }

  // A sooner rank is a smaller one: the title begins so, the title holds it, another name does, a text that is not shown does. -1 is no match.
  function rankOf(names, words, bare) {
    const rank = (shown, key, n) => {
      const text = ` ${bare ? key.replace(VOWELS, '') : key}`;
      const holds = (word) => text.includes(UNSPACED.test(word) ? word : ` ${word}`);
      if (!words.every((readings) => readings.some(holds))) return -1;
      if (n) return shown === '' ? 3 : 2;
      return Number(!words[0].some((word) => text.startsWith(` ${word}`)));
    };
    const ranks = names.map(([shown, key], n) => rank(shown, key, n));
    const found = ranks.filter((each) => each >= 0);
    return found.length ? { rank: Math.min(...found), name: ranks.indexOf(Math.min(...found)) } : null;
  }

  function row([, href, attribution, facts, marks, names], { rank, name }) {
    const [title, , lang] = names[0];
    const [text, , spoken] = names[name];
    const other = name && text ? { text, lang: spoken } : null;
    return { rank, href: new URL(href, search.root).href, attribution, title, lang, other, facts, marks };
  }

  function matching(words, bare) {
    const groups = index.groups.map((title) => ({ title, rows: [] }));
    for (const entry of index.entries) {
      const found = rankOf(entry[5], words, bare);
      if (found) groups[entry[0]].rows.push(row(entry, found));
    }
    for (const group of groups) group.rows.sort((a, b) => a.rank - b.rank);
    const found = groups.filter((group) => group.rows.length);
    const claims = index.groups.at(-1);
    const order = (group) => (group.title === claims ? 2 : Number(group.rows[0].rank === 3));
    return found.sort((a, b) => order(a) - order(b));
  }

  // Groups of rows, those first that are called so, claims last. The Arabic script writes no short vowels, so it may match without any.
  function find(query) {
    const words = fold(query);
    if (!words.length) return { count: 0, groups: [] };
    let groups = matching(words, false);
    if (!groups.length && query.search(JOINTS) >= 0) groups = matching(fold(query.replace(JOINTS, '')), false);
    if (!groups.length && /\p{Script=Arabic}/u.test(query)) {
      const bare = words.map((readings) => readings.map((word) => word.replace(VOWELS, '')).filter(Boolean));
      if (bare.every((readings) => readings.length)) groups = matching(bare, true);
    }
    return { count: groups.reduce((sum, group) => sum + group.rows.length, 0), groups };
  }

  function counted(forms, n) {
    return (forms[new Intl.PluralRules(document.documentElement.lang).select(n)] ?? forms.other).replace('{n}', n);
  }

  function said(count) {
    return count === 0 ? index.words.none : counted(index.words.results, count);
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  function mark([name, title]) {
    const glyph = element('template', { innerHTML: index.glyphs[name] ?? '' }).content;
    return element('span', { className: 'standing' }, glyph, ` ${title}`);
  }

  // What tells a result from others of its kind: the name that matched, standings, facts.
  function facts({ other, marks, facts: text }) {
    const parts = marks.map(mark);
    if (other) parts.unshift(element('bdi', { lang: other.lang ?? '' }, other.text));
    if (text) parts.push(text);
    if (!parts.length) return null;
    const between = parts.flatMap((part, n) => (n ? [index.words.comma, part] : [part]));
    return element('span', { className: 'row-meta' }, ...between);
  }

  Object.assign(search, { fold, find, said, counted, element, facts, words: index.words });
})();
