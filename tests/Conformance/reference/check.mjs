// Runs the suite against the original servers: shows that what it demands is what they do.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const server = spawn(process.execPath, ['reference/server.mjs', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
for await (const line of createInterface({ input: server.stdout })) {
  const address = /http:\S+/.exec(line)?.[0];
  if (address) {
    const suite = spawn('npm', ['test', '--silent', '--', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, CONFORMANCE_URL: address, CONFORMANCE_ORIGINAL: '1' } });
    suite.on('exit', (code) => {
      server.kill();
      process.exitCode = code ?? 1;
    });
  }
}
