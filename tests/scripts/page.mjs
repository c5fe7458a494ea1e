// A page made of stand-ins, and the scripts of the site run in it.
import { readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const ASSETS = new URL('../../assets/', import.meta.url);

/** An element that keeps what is done to it. `found` answers its selectors. */
export class Fake {
  constructor(properties = {}) {
    Object.assign(this, { dataset: {}, style: {}, attributes: {}, children: [], listeners: {}, found: {}, hidden: false });
    this.classes = new Set();
    this.classList = {
      add: (name) => this.classes.add(name),
      remove: (name) => this.classes.delete(name),
      toggle: (name, on) => (on ? this.classes.add(name) : this.classes.delete(name)),
    };
    Object.assign(this, properties);
  }

  append(...children) { this.children.push(...children); }
  after(other) { this.next = other; }
  replaceChildren(...children) { this.children = children; }
  setAttribute(name, value) { this.attributes[name] = value; }
  getAttribute(name) { return this.attributes[name]; }
  addEventListener(name, listener) { (this.listeners[name] ??= []).push(listener); }
  emit(name, event = {}) { for (const listener of this.listeners[name] ?? []) listener({ preventDefault() {}, target: this, ...event }); }
  querySelector(selector) { return this.found[selector]?.[0] ?? null; }
  querySelectorAll(selector) { return this.found[selector] ?? []; }
  focus() { this.focused = (this.focused ?? 0) + 1; }
  select() {}
}

/** Run a script of the site, by the name of its file, among these globals; `window` is the globals themselves. */
export function run(name, globals) {
  const path = readdirSync(ASSETS, { recursive: true }).find((file) => file.split(/[\\/]/).at(-1) === name);
  globals.window ??= globals;
  runInNewContext(readFileSync(new URL(path, ASSETS), 'utf-8'), globals, { filename: name });
  return globals;
}
