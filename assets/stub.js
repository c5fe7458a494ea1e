'use strict';

// Leads from the former address of a page to the present one, and to the same claim or heading there.

(() => {
  const moved = document.querySelector('a[data-moved]');
  if (!moved) return;
  const claim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const there = new URL(claim && claim.href ? claim.href : moved.href);
  if (!there.hash) there.hash = location.hash;
  location.replace(there);
})();
