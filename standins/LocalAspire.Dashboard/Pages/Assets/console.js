// Console output: follows while the end is in view, keeps a bounded number of lines, filters what is shown.
import { localise } from './times.js';
import { follow } from './live.js';

const maxLines = 5000;

export function startConsole() {
  const section = document.querySelector('[data-console]');
  if (!section) return;
  const lines = section.querySelector('.lines');
  const filter = section.querySelector('[data-filter]');
  const errors = section.querySelector('[data-errors]');
  const wrap = section.querySelector('[data-wrap]');
  const pause = section.querySelector('[data-pause]');
  const latest = section.querySelector('.latest');
  const held = [];
  let last = 0;
  let epoch = null;
  let following = true;

  const isPaused = () => pause.getAttribute('aria-pressed') === 'true';
  const toEnd = () => { lines.scrollTop = lines.scrollHeight; };
  const hides = line => (errors.checked && !line.classList.contains('stderr'))
    || !line.lastElementChild.textContent.toLowerCase().includes(filter.value.trim().toLowerCase());
  const refilter = () => {
    for (const line of lines.querySelectorAll('.line')) line.hidden = hides(line);
    if (following) toEnd();
  };
  const append = ({ data: html, lastEventId }) => {
    const [sender] = lastEventId.split('-');
    if (sender !== epoch) {
      epoch = sender;
      last = 0;
      lines.replaceChildren();
    }
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const line of [...template.content.querySelectorAll('.line')]) {
      const number = Number(line.firstElementChild.textContent);
      if (number <= last) line.remove();
      else {
        last = number;
        line.hidden = hides(line);
      }
    }
    localise(template.content);
    lines.append(template.content);
    while (lines.childElementCount > maxLines) lines.firstElementChild.remove();
    if (following) toEnd();
  };

  follow(section.dataset.console, event => {
    if (!isPaused()) append(event);
    else {
      held.push(event);
      if (held.length > maxLines) held.shift();
    }
  });
  lines.addEventListener('scroll', () => {
    following = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 30;
    latest.hidden = following;
  });
  latest.addEventListener('click', () => { following = true; toEnd(); });
  pause.addEventListener('click', () => {
    pause.setAttribute('aria-pressed', String(!isPaused()));
    pause.textContent = isPaused() ? 'Resume' : 'Pause';
    if (!isPaused()) held.splice(0).forEach(append);
  });
  filter.addEventListener('input', refilter);
  errors.addEventListener('change', refilter);
  wrap.addEventListener('change', () => lines.classList.toggle('wrap', wrap.checked));
  lines.classList.add('wrap');
}
