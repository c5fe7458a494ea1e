'use strict';
// What the search box offers while one types: a combobox with a list of links, after the WAI-ARIA practices.
(() => {
  const search = window.sourcebookSearch;
  const { form, box, element } = search;
  const EACH = 3;
  const status = element('p', { className: 'away', role: 'status' });
  const list = element('div', { id: 's-offered', role: 'listbox', ariaLabel: box.labels[0].textContent });
  const nothing = element('p', { className: 'quiet', hidden: true });
  const panel = element('div', { className: 'offered', hidden: true }, list, nothing);
  let options = [];
  let active = -1;

  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  })) box.setAttribute(name, value);
  form.append(panel, status);

  function option(href, ...children) {
    const made = element('a', { id: `s-offered-${options.length}`, href, role: 'option', tabIndex: -1 }, ...children);
    made.ariaSelected = 'false';
    options.push(made);
    return made;
  }

  function group({ title, rows }, n) {
    const heading = element('p', { id: `s-offered-group-${n}`, role: 'presentation' }, title);
    const made = element('div', { role: 'group' }, heading);
    made.setAttribute('aria-labelledby', heading.id);
    for (const row of rows.slice(0, EACH)) {
      const before = row.attribution ? element('span', { className: 'row-meta' }, `${row.attribution}${search.words.colon}`) : null;
      made.append(option(row.href, before, element('span', { className: 'title', lang: row.lang ?? '' }, row.title), search.facts(row)));
    }
    return made;
  }

  function mark(n) {
    options[active]?.setAttribute('aria-selected', 'false');
    active = n;
    options[active]?.setAttribute('aria-selected', 'true');
    options[active]?.scrollIntoView({ block: 'nearest' });
    if (active < 0) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', options[active].id);
  }

  function show(open) {
    panel.hidden = !open;
    box.ariaExpanded = String(open && options.length > 0);
    if (!open) mark(-1);
  }

  function offer() {
    const query = box.value.trim();
    const { count, groups } = search.find(query);
    mark(-1);
    options = [];
    list.replaceChildren(...groups.map(group));
    if (count > options.length) {
      const all = new URL(form.action);
      all.search = new URLSearchParams({ q: query });
      list.append(option(all.href, search.words.all.replace('{n}', count)));
    }
    list.hidden = !options.length;
    nothing.hidden = options.length > 0;
    nothing.textContent = options.length ? '' : search.said(0);
    status.textContent = query ? search.said(count) : '';
    show(query !== '');
  }

  function move(step) {
    if (panel.hidden) offer();
    if (options.length) mark((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
  }

  function leave() {
    show(false);
    if (!search.came) return;
    if (search.came === document.body) box.blur();
    else search.came.focus();
    search.came = null;
  }

  box.addEventListener('input', offer);
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && active >= 0) options[active].click();
    else return;
    event.preventDefault();
  });
  panel.addEventListener('mousedown', (event) => event.preventDefault());
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  if (document.activeElement === box && box.value) offer();
})();
