'use strict';

// Shows part of the timeline, by topic and kind; the choice stands in the address.

(() => {
  const form = document.getElementById('s-sift');
  if (!form) return;
  const output = form.querySelector('output');
  const entries = [...document.querySelectorAll('.moment')];
  const groups = [...document.querySelectorAll('.in-year')];
  const marks = [...document.querySelectorAll('.band a')];
  const choices = [...form.querySelectorAll('select')];

  const chosen = (entry) => choices.every(({ name, value }) => {
    const own = name === 'topic' ? entry.dataset.topics.split(' ') : [entry.dataset.kind];
    return !value || own.includes(value);
  });

  const sift = () => {
    for (const entry of entries) entry.hidden = !chosen(entry);
    for (const group of groups) group.hidden = !group.querySelector('.moment:not([hidden])');
    const shown = entries.filter((entry) => !entry.hidden);
    const ids = new Set(shown.map((entry) => entry.id));
    for (const mark of marks) mark.classList.toggle('out', !mark.dataset.of.split(' ').some((id) => ids.has(id)));
    output.textContent = output.dataset.text.replace('{shown}', shown.length).replace('{all}', entries.length);
  };

  const remember = () => {
    const address = new URL(location.href);
    for (const { name, value } of choices) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(null, '', address);
    } catch {
      // Some browsers keep the address of a file as it is.
    }
  };

  const recall = () => {
    const wanted = new URLSearchParams(location.search);
    for (const choice of choices) {
      const value = wanted.get(choice.name) || '';
      choice.value = [...choice.options].some((option) => option.value === value) ? value : '';
    }
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.hidden) return;
    for (const choice of choices) choice.value = '';
    sift();
    remember();
    target.scrollIntoView();
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => { sift(); remember(); });
  form.addEventListener('reset', () => setTimeout(() => { sift(); remember(); }));
  addEventListener('hashchange', reveal);
  recall();
  sift();
  reveal();
  form.classList.add('ready');
})();
