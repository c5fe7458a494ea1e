'use strict';
// The search box of every page. What it needs is fetched when it is first used, and not before.
(() => {
  const form = document.querySelector('form[role="search"]');
  if (!form) return;
  const box = form.elements.q;
  let ready = null;

  function fetched(address) {
    return new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async function load() {
    for (const address of form.dataset.scripts.split(' ')) await fetched(address);
  }

  const search = {
    form,
    box,
    root: new URL(form.dataset.scripts.split(' ')[0], document.baseURI),
    came: null, // where the reader was when the key led to the box
    keyName: 'search-key',
    load: () => (ready ??= load()),
    keyOn() {
      try {
        return localStorage.getItem(search.keyName) !== 'off';
      } catch {
        return true;
      }
    },
  };
  window.sourcebookSearch = search;

  function writing(element) {
    return element.isContentEditable || element.matches('input, textarea, select');
  }

  document.addEventListener('keydown', (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (event.key !== '/' || !plain || writing(event.target) || !search.keyOn()) return;
    event.preventDefault();
    search.came = document.activeElement;
    box.focus();
    box.select();
  });
  box.addEventListener('focus', () => search.load().catch(() => {}));
  if (document.activeElement === box) search.load().catch(() => {});
})();
