// What `make scripts` holds assets/*.js to: all that ESLint recommends, and no name of the browser that is not listed.
import js from '@eslint/js';

const BROWSER = [
  'addEventListener', 'document', 'getSelection', 'history', 'HTMLElement', 'Element', 'localStorage', 'location', 'navigator',
  'scrollX', 'scrollY', 'setTimeout', 'URL', 'URLSearchParams', 'DOMParser', 'window',
];
const NODE = ['URL', 'URLSearchParams'];
const known = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default [
  js.configs.recommended,
  { rules: { eqeqeq: 'error', 'no-eval': 'error', 'no-var': 'error', 'prefer-const': 'error' } },
  { files: ['assets/**/*.js'], languageOptions: { sourceType: 'script', globals: known(BROWSER) } },
  { files: ['tests/**/*.mjs'], languageOptions: { globals: known(NODE) } },
];
