import { startLive } from './live.js';
import { startConsole } from './console.js';
import { startTrace } from './trace.js';
import { startCommands } from './commands.js';
import { startTimes } from './times.js';

startTimes();
startLive();
startConsole();
startTrace();
startCommands();

for (const form of document.querySelectorAll('form[data-autosubmit]')) {
  form.addEventListener('change', event => {
    if (event.target.type !== 'search') form.requestSubmit();
  });
  form.addEventListener('formdata', event => {
    for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
  });
}
