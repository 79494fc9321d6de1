// The server writes UTC; the reader sees local time and running durations.
const styles = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  datetime: { dateStyle: 'medium', timeStyle: 'medium', hour12: false },
};
const formats = Object.fromEntries(Object.entries(styles).map(([name, style]) => [name, new Intl.DateTimeFormat(undefined, style)]));

export function localise(root) {
  for (const time of root.querySelectorAll('time[data-local]')) {
    const moment = new Date(time.dateTime);
    time.textContent = formats[time.dataset.local].format(moment);
    time.title = moment.toLocaleString();
    time.removeAttribute('data-local');
  }
  count(root);
}

export function startTimes() {
  localise(document);
  setInterval(() => count(document), 1000);
}

function count(root) {
  for (const time of root.querySelectorAll('time[data-since]')) {
    const started = new Date(time.dateTime);
    time.textContent = elapsed(Math.max(0, Math.floor((Date.now() - started) / 1000)));
    time.title = started.toLocaleString();
  }
}

function elapsed(seconds) {
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86400)];
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return `${seconds} s`;
}
