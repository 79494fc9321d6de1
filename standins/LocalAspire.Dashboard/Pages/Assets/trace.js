// The waterfall: selecting a span shows its details beside it; branches fold; all of it with the keyboard.
import { localise } from './times.js';

export function startTrace() {
  const trace = document.querySelector('[data-trace]');
  if (!trace) return;
  const base = trace.dataset.trace;
  const details = trace.querySelector('.span-details');
  const hint = details.querySelector('.hint')?.outerHTML ?? '';
  const folded = new Set();
  let selected = new URLSearchParams(location.search).get('span');

  const rows = () => [...trace.querySelectorAll('[role=treeitem]')];
  const visible = () => rows().filter(row => !row.hidden);
  const level = row => Number(row.ariaLevel);
  // Stands for a parent that never arrived: nothing to select.
  const isMissing = row => !row.dataset.span;

  function paint() {
    const focusable = rows();
    let hiddenBelow = Infinity;
    for (const row of focusable) {
      if (level(row) <= hiddenBelow) hiddenBelow = Infinity;
      row.hidden = level(row) > hiddenBelow;
      if (row.hasAttribute('aria-expanded')) {
        row.setAttribute('aria-expanded', String(!folded.has(row.id)));
        if (!row.hidden && folded.has(row.id)) hiddenBelow = level(row);
      }
      row.setAttribute('aria-selected', String(row.dataset.span === selected));
      row.tabIndex = -1;
    }
    const current = focusable.find(row => row.dataset.span === selected && !row.hidden) ?? focusable.find(row => !row.hidden);
    if (current) current.tabIndex = 0;
  }

  async function select(span, push = true) {
    selected = span;
    paint();
    if (push) history.pushState(null, '', span ? `${base}?span=${span}` : base);
    if (!span) {
      details.innerHTML = hint;
      return;
    }
    const response = await fetch(`${base}/spans/${span}`);
    if (selected !== span) return;
    if (response.status === 401) location.reload();
    details.innerHTML = response.ok ? await response.text() : '<p class="banner warn">This span is not kept any more.</p>';
    localise(details);
  }

  function fold(row, folds) {
    if (!row.hasAttribute('aria-expanded')) return;
    if (folds) folded.add(row.id);
    else folded.delete(row.id);
    paint();
  }

  function parentOf(row) {
    const all = rows();
    return all.slice(0, all.indexOf(row)).reverse().find(other => level(other) < level(row));
  }

  trace.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const row = event.target.closest('[role=treeitem]');
    const link = event.target.closest('[data-span-link]');
    if (event.target.closest('[data-close]')) {
      event.preventDefault();
      select(null);
    } else if (link) {
      event.preventDefault();
      select(link.dataset.spanLink).then(() => document.getElementById(`s${selected}`)?.scrollIntoView({ block: 'nearest' }));
    } else if (row) {
      event.preventDefault();
      if (event.target.closest('.twist:not(.leaf)') || isMissing(row)) fold(row, !folded.has(row.id));
      else select(row.dataset.span);
    }
  });

  trace.addEventListener('keydown', event => {
    const row = event.target.closest('[role=treeitem]');
    if (event.key === 'Escape' && selected) {
      const origin = document.getElementById(`s${selected}`);
      select(null).then(() => origin?.focus());
      return;
    }
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = visible();
    const index = list.indexOf(row);
    const moves = {
      ArrowDown: () => list[index + 1]?.focus(),
      ArrowUp: () => list[index - 1]?.focus(),
      Home: () => list[0].focus(),
      End: () => list.at(-1).focus(),
      ArrowRight: () => (row.getAttribute('aria-expanded') === 'false' ? fold(row, false) : level(list[index + 1] ?? row) > level(row) && list[index + 1].focus()),
      ArrowLeft: () => (row.getAttribute('aria-expanded') === 'true' ? fold(row, true) : parentOf(row)?.focus()),
      ' ': () => (isMissing(row) ? fold(row, !folded.has(row.id)) : select(row.dataset.span)),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  });

  addEventListener('popstate', () => select(new URLSearchParams(location.search).get('span'), false));
  trace.addEventListener('live-updated', paint);
  paint();
  if (selected) document.getElementById(`s${selected}`)?.scrollIntoView({ block: 'center' });
}
