// Start, stop and restart without leaving the page; stopping asks first. Copy buttons.
export function startCommands() {
  const dialog = document.getElementById('confirm');
  if (!dialog) return;

  document.addEventListener('submit', async event => {
    const form = event.target.closest('form[data-command]');
    if (!form) return;
    event.preventDefault();
    if (form.dataset.confirm && !(await confirmed(form.dataset.confirm))) return;
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } });
      if (response.status === 401) location.reload();
      else if (!response.ok) notice((await response.json().catch(() => ({}))).detail ?? `The command failed (${response.status}).`);
      else notice(`${button.ariaLabel}: done`);
    } catch {
      notice('The dashboard cannot be reached.');
    } finally {
      button.disabled = false;
    }
  });

  document.addEventListener('click', async event => {
    const copy = event.target.closest('[data-copy]');
    if (!copy) return;
    await navigator.clipboard.writeText(copy.dataset.copy);
    notice('Copied');
  });

  function confirmed(text) {
    dialog.querySelector('p').textContent = text;
    dialog.returnValue = 'no';
    dialog.showModal();
    return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
  }
}

let timer = 0;
function notice(text) {
  const element = document.getElementById('notice');
  element.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { element.textContent = ''; }, 5000);
}
