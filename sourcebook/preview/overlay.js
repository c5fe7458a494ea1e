'use strict';

// Keeps the overlay, and the page below it, level with the newest build. Nothing of the page itself is touched.

(() => {
  const FOLD = 'sourcebook-preview-fold';
  const PROBLEMS = 'problems';
  const host = document.querySelector('sourcebook-preview');
  const template = host.querySelector('template');
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  if (template) root.append(template.content);
  const box = root.querySelector('.problems');

  // The problems stay folded, or open, as they were left until they are others.
  const rememberFold = () => {
    const details = box.querySelector('details');
    if (!details) return;
    const kept = sessionStorage.getItem(FOLD) ?? '';
    if (kept.slice(1) === box.textContent) details.open = kept.startsWith('+');
    details.addEventListener('toggle', () => {
      sessionStorage.setItem(FOLD, (details.open ? '+' : '-') + box.textContent);
    });
  };

  const show = (problems) => {
    const next = document.createElement('template');
    next.innerHTML = problems;
    if (next.content.textContent === box.textContent) return;
    const within = box.contains(root.activeElement);
    box.replaceChildren(next.content);
    rememberFold();
    const summary = box.querySelector('summary');
    root.querySelector('[role=status]').textContent = summary ? summary.textContent : 'No problems.';
    if (within) summary?.focus();
  };

  const level = async ({ reloads }) => {
    const answer = await fetch(host.dataset.state, { cache: 'no-store' });
    const { build, problems } = await answer.json();
    if (reloads && build !== host.dataset.build) {
      location.reload();
      return;
    }
    host.dataset.build = build;
    show(problems);
  };
  const unlessEnded = (error) => console.info('The preview does not answer:', error.message);

  root.addEventListener('keydown', (event) => {
    const details = box.querySelector('details');
    if (event.key !== 'Escape' || !details?.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });

  window.LiveReload?.addPlugin(class {
    static identifier = 'sourcebook';

    static version = '1.0';

    // A true answer keeps livereload from acting: problems alone are no reason to load the page again.
    reload(path) {
      if (path !== PROBLEMS && !path.endsWith('.css')) return false;
      level({ reloads: false }).catch(unlessEnded);
      return path === PROBLEMS;
    }
  });

  // A build that ended after this page was asked for and before the socket was open would go unseen.
  document.addEventListener('LiveReloadConnect', () => level({ reloads: true }).catch(unlessEnded));
  level({ reloads: true }).catch(unlessEnded);
  rememberFold();
})();
