'use strict';

// Copies a claim with its reference. Without this, the text is there to be selected.

(() => {
  for (const take of document.querySelectorAll('.take')) {
    const text = take.querySelector('.take-text');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = take.dataset.copy;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = take.dataset.copied;
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    text.after(button);
  }
})();
