'use strict';

// A citation's number opens its endnote beside it. The endnote stays where it is; this shows a copy.

(() => {
  if (!HTMLElement.prototype.showPopover) return;
  const SPACE = 8;
  let box = null;
  let opener = null;
  let pressed = null;

  const number = (target) => target instanceof Element && target.closest('a[role="doc-noteref"]');
  const isOpen = () => box !== null && box.matches(':popover-open');

  // Beside the text, at its end, where that leaves room for the box, else below or above the number's line.
  const place = () => {
    const { clientWidth, clientHeight } = document.documentElement;
    const { left, right, top, bottom } = opener.getBoundingClientRect();
    const above = top - 2 * SPACE;
    const below = clientHeight - bottom - 2 * SPACE;
    box.style.maxInlineSize = `${clientWidth - 2 * SPACE}px`;
    box.style.maxBlockSize = '';
    const upwards = box.offsetHeight > below && above > below;
    box.style.maxBlockSize = `${Math.max(upwards ? above : below, 96)}px`;
    const rightmost = clientWidth - SPACE - box.offsetWidth;
    const text = opener.closest('.prose')?.getBoundingClientRect();
    const leftwards = document.documentElement.dir === 'rtl';
    const beside = leftwards ? text?.left - 2 * SPACE - box.offsetWidth : text?.right + 2 * SPACE;
    const near = leftwards ? right + SPACE - box.offsetWidth : left - SPACE;
    const fits = beside >= SPACE && beside <= rightmost;
    const start = fits ? beside : Math.max(SPACE, Math.min(near, rightmost));
    let line = upwards ? top - SPACE - box.offsetHeight : bottom + SPACE;
    if (fits) {
      box.style.maxBlockSize = `${clientHeight - 2 * SPACE}px`;
      line = Math.max(SPACE, Math.min(top, clientHeight - SPACE - box.offsetHeight));
    }
    box.style.left = `${start + scrollX}px`;
    box.style.top = `${line + scrollY}px`;
  };

  // Endnotes or claims from the link's number to its last.
  const notesOf = (link) => {
    const first = Number(link.hash.slice(3));
    const count = Number(link.dataset.last || first) - first + 1;
    const found = Array.from({ length: count }, (_, at) => document.getElementById(`n-${first + at}`));
    return found.filter(Boolean).map((note) => note.closest('li'));
  };

  const fill = (notes, link) => {
    const { see, close } = document.querySelector('main').dataset;
    const title = document.createElement('p');
    title.className = 'cite-title';
    title.textContent = link.textContent;
    const ends = document.createElement('p');
    ends.className = 'cite-ends';
    const whole = document.createElement('a');
    whole.href = link.hash;
    whole.textContent = see;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = close;
    button.addEventListener('click', () => {
      box.hidePopover();
      opener.focus({ preventScroll: true });
    });
    ends.append(whole, button);
    const parts = notes.map((note) => {
      const part = document.createElement('div');
      part.className = 'cite-note';
      part.append(...[...note.children].filter((child) => !child.matches('.back')).map((child) => child.cloneNode(true)));
      return part;
    });
    for (const part of parts) for (const named of part.querySelectorAll('[id]')) named.removeAttribute('id');
    box.replaceChildren(title, ...parts, ends);
    box.setAttribute('aria-label', link.textContent);
  };

  const make = () => {
    box = document.createElement('div');
    box.className = 'cite-box';
    box.popover = 'auto';
    box.tabIndex = -1;
    box.setAttribute('role', 'dialog');
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') opener.focus({ preventScroll: true });
    });
    box.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link && link.getAttribute('href').startsWith('#')) box.hidePopover();
    });
  };

  const open = (notes, link) => {
    if (!box) make();
    if (isOpen()) box.hidePopover();
    opener = link;
    fill(notes, link);
    link.closest('.cites').after(box);
    box.showPopover();
    place();
    box.focus({ preventScroll: true });
  };

  document.addEventListener('pointerdown', (event) => {
    pressed = isOpen() && number(event.target) === opener ? opener : null;
  }, true);

  document.addEventListener('click', (event) => {
    const link = number(event.target);
    const notes = link ? notesOf(link) : [];
    if (!notes.length || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (pressed === link) {
      pressed = null;
      if (isOpen()) box.hidePopover();
    } else {
      open(notes, link);
    }
  });

  addEventListener('resize', () => { if (isOpen()) place(); });
})();
