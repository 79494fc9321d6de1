const url = new URL(process.env.CONFORMANCE_URL ?? 'http://127.0.0.1:3000');

/** Where the server under test is. */
export const target = {
  http: url.origin,
  ws: url.origin.replace(/^http/, 'ws'),
  host: url.hostname,
  port: Number(url.port || 80),
};

/** What a conformance server is configured with. Where a machine may be too busy to answer a ping in time, it is given more patience. */
export const limits = { pingInterval: 300, pingTimeout: Number(process.env.CONFORMANCE_PING_TIMEOUT ?? 200), maxPayload: 1_000_000, connectTimeout: 1000 };

/** The reason to skip a test of what the original does otherwise; nothing when it is our server that is tested. */
export const unlikeTheOriginal = (reason) => ({ skip: process.env.CONFORMANCE_ORIGINAL === '1' && `the original ${reason}` });
