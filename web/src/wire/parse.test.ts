import { describe, expect, it } from 'vitest';
import { parseServerEvent } from './parse';

describe('parseServerEvent', () => {
  it('gives the event with its name as type', () => {
    expect(
      parseServerEvent('message:chunk', { sessionId: 's', messageId: 'm', content: 'a', chunkIndex: 0, seq: 4, timestamp: 1 }),
    ).toMatchObject({
      type: 'message:chunk',
      content: 'a',
      seq: 4,
    });
  });

  it('reads the dates of .NET', () => {
    const body = { sessionId: 's', approvalId: 'a', tool: 't', arguments: {}, reason: 'r', timestamp: 1 };
    for (const expiresAt of ['2026-01-02T03:04:05.1234567+00:00', '2026-01-02T03:04:05Z']) {
      expect(parseServerEvent('approval:requested', { ...body, expiresAt })).not.toBeNull();
    }
    expect(parseServerEvent('approval:requested', { ...body, expiresAt: 'soon' })).toBeNull();
  });

  it('lets fields that do not matter pass and drops them', () => {
    expect(parseServerEvent('session:left', { sessionId: 's', more: 1 })).toEqual({ type: 'session:left', sessionId: 's' });
  });

  it.each([
    ['an unknown name', 'message:explode', { sessionId: 's' }],
    ['a missing field', 'message:chunk', { sessionId: 's', messageId: 'm', chunkIndex: 0 }],
    ['a wrong type', 'message:chunk', { sessionId: 's', messageId: 'm', content: 'a', chunkIndex: '0' }],
    ['a negative index', 'message:chunk', { sessionId: 's', messageId: 'm', content: 'a', chunkIndex: -1 }],
    ['no object', 'error', 'broken'],
    ['nothing', 'error', null],
  ])('refuses %s', (_, name, payload) => {
    expect(parseServerEvent(name, payload)).toBeNull();
  });

  it('does not let a payload choose its own type', () => {
    expect(parseServerEvent('session:left', { type: 'session:ended', sessionId: 's' })?.type).toBe('session:left');
  });

  it('keeps what a system alert calls its type', () => {
    expect(parseServerEvent('system:alert', { type: 'maintenance', message: 'Soon.' })).toEqual({
      type: 'system:alert',
      alert: 'maintenance',
      message: 'Soon.',
    });
  });
});
