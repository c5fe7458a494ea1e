import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fake, run } from './page.mjs';

const WORDS = { none: 'Nothing', results: { one: '{n} result', other: '{n} results' }, comma: ', ' };
const FOLD = { ş: 's', sh: 's', c: 'c/j', q: 'k/g', س: 's', ل: 'l', م: 'm', ا: 'a' };

const entry = (group, href, ...names) => [group, href, '', '', [], names];

function finder(entries, most = 4) {
  const search = { root: new URL('https://reader.example/repo/') };
  const document = { documentElement: { lang: 'en' }, createElement: (name) => new Fake({ name }) };
  const index = { fold: FOLD, most, articles: '^ال(?=[\u0621-\u064a]{3})', groups: ['Places', 'People'], glyphs: {}, words: WORDS, entries };
  run('search-find.js', { sourcebookSearch: search, sourcebookIndex: index, document, URL });
  return search;
}

const plain = (value) => JSON.parse(JSON.stringify(value));
const titles = (found) => plain(found.groups.map(({ title, rows }) => [title, ...rows.map((row) => row.title)]));

test('a spelling is folded to small letters without accents and doubles, in each of its readings', () => {
  const { fold } = finder([]);
  assert.deepEqual(plain(fold('ŞUŞA, Shusha')), [['susa'], ['susa']]);
  assert.deepEqual(plain(fold('Élla')), [['ela']]);
  assert.deepEqual(plain(fold('Caqo')), [['cako', 'cago', 'jako', 'jago']]);
  assert.deepEqual(plain(fold('– «» ')), []);
});

test('readings are no more than the index says', () => {
  assert.equal(finder([]).fold('cccqcqc')[0].length <= 4, true);
  assert.deepEqual(plain(finder([], 1).fold('cq')), [['ck']]);
});

test('a title that begins so comes before one that holds it, and that before another name', () => {
  const { find } = finder([
    entry(0, 'a/', ['Old Town', 'old town', null], ['Lamp rock', 'lamp rock', null]),
    entry(0, 'b/', ['The lamp', 'the lamp', null]),
    entry(1, 'c/', ['Nobody', 'nobody', null]),
    entry(0, 'd/', ['Lamp', 'lamp', null]),
  ]);
  const found = find('LAM');
  assert.deepEqual(titles(found), [['Places', 'Lamp', 'The lamp', 'Old Town']]);
  assert.equal(found.count, 3);
  assert.equal(found.groups[0].rows[0].href, 'https://reader.example/repo/d/');
  assert.equal(found.groups[0].rows[2].other.text, 'Lamp rock');
  assert.deepEqual(plain(find('  ')), { count: 0, groups: [] });
  assert.equal(find('amp').count, 0);
});

test('each word has to be found', () => {
  const { find } = finder([entry(0, 'a/', ['Old lamp', 'old lamp', null]), entry(0, 'b/', ['Lamp', 'lamp', null])]);
  assert.deepEqual(titles(find('lamp old')), [['Places', 'Old lamp']]);
});

test('a query in Arabic letters may lack the short vowels, one in Latin letters may not', () => {
  const { find } = finder([entry(0, 'a/', ['Salim', 'salim', null])]);
  assert.deepEqual(['سلم', 'سالم', 'slm', 'سم'].map((query) => find(query).count), [1, 1, 0, 0]);
});

test('a count is said in its own form', () => {
  const { said } = finder([]);
  assert.deepEqual([0, 1, 2].map(said), ['Nothing', '1 result', '2 results']);
});

function box(stored = null) {
  const input = new Fake();
  const form = new Fake({ dataset: { scripts: 'index.js find.js' }, elements: { q: input } });
  const head = new Fake();
  const document = new Fake({ baseURI: 'https://reader.example/', head, activeElement: new Fake(), found: { 'form[role="search"]': [form] } });
  document.createElement = () => new Fake();
  const localStorage = { getItem: () => stored };
  const { sourcebookSearch } = run('search.js', { document, localStorage, URL });
  const press = (event) => document.emit('keydown', { key: '/', target: new Fake({ matches: () => false }), ...event });
  return { input, head, press, search: sourcebookSearch };
}

test('the scripts of search are fetched one after the other, once, when the box is first used', async () => {
  const { input, head, search } = box();
  assert.equal(head.children.length, 0);
  input.emit('focus');
  assert.deepEqual(head.children.map((script) => script.src), ['index.js']);
  head.children[0].onload();
  await Promise.resolve();
  await Promise.resolve();
  head.children[1].onload();
  await search.load();
  assert.deepEqual(head.children.map((script) => script.src), ['index.js', 'find.js']);
});

test('the key leads to the box, but not from where one writes, nor with another key, nor switched off', () => {
  const { input, press } = box();
  press({ ctrlKey: true });
  press({ key: 'a' });
  press({ target: new Fake({ matches: () => true }) });
  assert.equal(input.focused, undefined);
  press({});
  assert.equal(input.focused, 1);
  const off = box('off');
  off.press({});
  assert.equal(off.input.focused, undefined);
});

test('a word of a script without spaces is found inside a run, others where a word begins', () => {
  const { find } = finder([entry(0, 'a/', ['港口的起重机', '港口的起重机', null]), entry(0, 'b/', ['Outlook', 'outlook', null])]);
  assert.equal(find('起重机').count, 1);
  assert.equal(find('look').count, 0);
});

test('a compound is found with and without its joint', () => {
  const { find } = finder([entry(0, 'a/', ['Wifi', 'wifi', null]), entry(0, 'b/', ['F-16', 'f 16 f16', null])]);
  for (const query of ['wi-fi', 'wifi']) assert.equal(find(query).count, 1, query);
  for (const query of ['f16', 'F-16', '16']) assert.equal(find(query).count, 1, query);
});

test('a word is found without the article before it', () => {
  const { fold } = finder([]);
  assert.deepEqual(plain(fold('السلام')), [['alslam', 'slam']]);
});
