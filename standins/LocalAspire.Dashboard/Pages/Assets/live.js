// Parts of the page that the server sends anew when they change. Rows that stay the same keep their element, and with it what the reader
// has opened; focus returns to where it was. While the tab is hidden nothing is followed: a browser has six connections to a host.
import { localise } from './times.js';

const written = new WeakMap();

export function startLive() {
  for (const target of document.querySelectorAll('[data-live]')) {
    remember(target);
    follow(target.dataset.live, event => update(target, event.data));
  }
}

export function follow(url, onmessage) {
  let source = null;
  const open = () => {
    if (document.hidden || source) return;
    source = new EventSource(url);
    source.onmessage = onmessage;
  };
  const close = () => {
    source?.close();
    source = null;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

function remember(root) {
  for (const element of root.querySelectorAll('[data-key]')) if (!written.has(element)) written.set(element, element.outerHTML);
}

function update(target, html) {
  const selection = getSelection();
  if (!selection.isCollapsed && target.contains(selection.anchorNode)) return;
  const template = document.createElement('template');
  template.innerHTML = html;
  const fresh = template.content;
  remember(fresh);
  const old = new Map([...target.querySelectorAll('[data-key]')].map(element => [element.dataset.key, element]));
  const focused = target.contains(document.activeElement) ? document.activeElement : null;
  for (const element of fresh.querySelectorAll('[data-key]')) {
    const kept = old.get(element.dataset.key);
    if (kept && written.get(kept) === written.get(element)) element.replaceWith(kept);
    else if (kept?.open) element.open = true;
  }
  target.replaceChildren(fresh);
  localise(target);
  if (focused) (focused.isConnected ? focused : focused.id && document.getElementById(focused.id))?.focus({ preventScroll: true });
  target.dispatchEvent(new CustomEvent('live-updated', { bubbles: true }));
}
