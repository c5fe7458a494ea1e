import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fake, run } from './page.mjs';

const select = (name, ...values) => new Fake({ name, value: '', options: ['', ...values].map((value) => ({ value })) });

function timeline(address) {
  const entries = [['t-1', 'event', 'lamp tower'], ['t-2', 'document', 'lamp'], ['t-3', 'document', '']]
    .map(([id, kind, topics]) => new Fake({ id, dataset: { kind, topics }, scrollIntoView() { this.reached = true; } }));
  const year = new Fake();
  year.querySelector = () => entries.slice(1).find((entry) => !entry.hidden) ?? null;
  const marks = ['t-1', 't-2 t-3'].map((of) => new Fake({ dataset: { of } }));
  const output = new Fake({ dataset: { text: 'Shown: {shown} of {all}' } });
  const [kind, topic] = [select('kind', 'event', 'document'), select('topic', 'lamp', 'tower')];
  const form = new Fake({ found: { output: [output], select: [kind, topic] } });
  const location = new URL(address);
  const history = { replaceState: (state, title, to) => { location.href = to.href; } };
  const document = new Fake({
    found: { '.moment': entries, '.in-year': [year], '.band a': marks },
    getElementById: (id) => (id === 's-sift' ? form : entries.find((entry) => entry.id === id)),
  });
  run('timeline.js', { document, location, history, URL, URLSearchParams, setTimeout: (go) => go(), addEventListener() {} });
  const choose = (name, value) => {
    (name === 'kind' ? kind : topic).value = value;
    form.emit('change');
  };
  const shown = () => entries.filter((entry) => !entry.hidden).map((entry) => entry.id);
  return { entries, year, marks, output, kind, form, location, choose, shown };
}

test('what the address asks for is shown, counted, and marked on the band', () => {
  const { shown, output, marks, year, form } = timeline('https://reader.example/timeline/?kind=event');
  assert.deepEqual(shown(), ['t-1']);
  assert.equal(output.textContent, 'Shown: 1 of 3');
  assert.deepEqual(marks.map((mark) => mark.classes.has('out')), [false, true]);
  assert.equal(year.hidden, true);
  assert.equal(form.classes.has('ready'), true);
});

test('a value that no choice has shows everything', () => {
  const { shown, kind } = timeline('https://reader.example/timeline/?kind=nonsense');
  assert.deepEqual(shown(), ['t-1', 't-2', 't-3']);
  assert.equal(kind.value, '');
});

test('choices are all to be met, and are kept in the address', () => {
  const { shown, choose, location } = timeline('https://reader.example/timeline/?other=1');
  choose('kind', 'document');
  assert.deepEqual(shown(), ['t-2', 't-3']);
  choose('topic', 'lamp');
  assert.deepEqual(shown(), ['t-2']);
  assert.equal(location.search, '?other=1&kind=document&topic=lamp');
  choose('kind', '');
  assert.equal(location.search, '?other=1&topic=lamp');
});

test('an entry that the address names is shown whatever was chosen', () => {
  const { shown, entries, location } = timeline('https://reader.example/timeline/?kind=document#t-1');
  assert.equal(shown().length, 3);
  assert.equal(entries[0].reached, true);
  assert.equal(location.href, 'https://reader.example/timeline/#t-1');
});
