// @vitest-environment node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeError } from './describeError';

const contract = readFileSync(path.join(import.meta.dirname, '../../../Services.Contracts/ErrorCodes.cs'), 'utf8');
const codes = [...contract.matchAll(/const string \w+ = "([A-Z_]+)"/g)].map(([, code]) => code ?? '');

describe('describeError', () => {
  it('knows the codes', () => expect(codes.length).toBeGreaterThan(10));

  it.each(codes.filter((code) => code !== 'INTERNAL'))('has words of its own for %s', (code) => {
    expect(describeError(code).title).not.toBe(describeError('INTERNAL').title);
  });

  it('passes on what became of a question that is settled', () => {
    const message = 'This was agreed to already; the reply to that says what came of it.';
    expect(describeError('APPROVAL_NOT_PENDING', message).advice).toBe(message);
  });
});
