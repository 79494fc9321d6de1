import http from 'node:http';
import { target } from './target.mjs';

/** One request on a connection of its own, so that no pool decides what the server sees. */
export function send(method, path, { headers = {}, body, query = {} } = {}) {
  const search = new URLSearchParams(query).toString();
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: target.host, port: target.port, method, path: search ? `${path}?${search}` : path, headers, agent: false },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString() });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export const get = (path, options) => send('GET', path, options);

export const post = (path, body, options) => send('POST', path, { headers: { 'content-type': 'text/plain;charset=UTF-8' }, ...options, body });

/** For a request whose answer the original tears down with the session: its answer, or undefined. */
export const answerIfAny = (request) => request.catch((error) => {
  if (!['ECONNRESET', 'EPIPE'].includes(error.code)) {
    throw error;
  }
});
