import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplyEntry } from '../chat/model';
import { newReply } from '../chat/reduceReply';
import { ClientConfigContext } from './ClientConfigContext';
import { ReplyView } from './ReplyView';

const view = (rest: Partial<ReplyEntry>) => (
  <ClientConfigContext value={{ traceUrlTemplate: 'http://dashboard/traces/detail/{traceId}' }}>
    <ReplyView reply={{ ...newReply('r1', 'm1', 1), ...rest }} />
  </ClientConfigContext>
);

const show = (rest: Partial<ReplyEntry>) => render(view(rest));

const stubReducedMotion = (matches: boolean) =>
  vi.stubGlobal('matchMedia', () => ({ matches, addEventListener: () => undefined, removeEventListener: () => undefined }));

describe('ReplyView', () => {
  beforeEach(() => void stubReducedMotion(false));
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('lets a sentence that arrived whole appear word by word, and its figures behind it', async () => {
    const { rerender } = show({});
    rerender(view({ status: 'complete', content: 'Your order is on its way to you.', metadata: { firstTokenMs: 5 } }));
    expect(screen.queryByText('Your order is on its way to you.')).toBeNull();
    expect(screen.queryByText('5 ms to first word')).toBeNull();
    await screen.findByText('Your order is on its way to you.');
    await screen.findByText('5 ms to first word');
  });

  it('shows it at once to readers who want less motion', () => {
    stubReducedMotion(true);
    const { rerender } = show({});
    rerender(view({ status: 'complete', content: 'Your order is on its way to you.' }));
    expect(screen.getByText('Your order is on its way to you.')).toBeDefined();
  });

  it('says what the assistant is at before there are words', () => {
    show({ stage: 'route' });
    expect(screen.getByRole('status').textContent).toBe('Finding the right agent…');
  });

  it('names the agent and the tool at work', () => {
    show({ stage: 'tool', agent: 'order', tools: [{ tool: 'get_order_details', state: 'started' }] });
    expect(screen.getByRole('article', { name: 'Answer from Order agent' })).toBeDefined();
    expect(screen.getByText('Looking up the order…')).toBeDefined();
  });

  it('shows sources once each, scores, figures and the way to the trace', () => {
    show({
      status: 'complete',
      content: 'Here.',
      agent: 'order',
      traceId: 'abc',
      scores: { relevance: 0.944, groundedness: 0.4 },
      flags: ['ungrounded'],
      metadata: {
        firstTokenMs: 321,
        streamLatency: 1_234,
        tokens: { input: 100, output: 20 },
        model: 'offline',
        citations: [
          { kind: 'tool', source: 'get_order_details', reference: '#W1' },
          { kind: 'tool', source: 'get_order_details', reference: '#W1' },
        ],
      },
    });
    expect(screen.getByRole('list', { name: 'Sources' }).children).toHaveLength(1);
    expect([...screen.getByRole('list', { name: 'Scores' }).children].map((one) => one.textContent)).toEqual([
      'Relevance 94%',
      'Groundedness 40%',
      'ungrounded',
    ]);
    expect(screen.getByText('321 ms to first word')).toBeDefined();
    expect(screen.getByText('120 tokens')).toBeDefined();
    const trace = screen.getByRole('link', { name: /Trace/ });
    expect(trace.getAttribute('href')).toBe('http://dashboard/traces/detail/abc');
    expect(trace.getAttribute('target')).toBe('_blank');
  });

  it('gives the reason of a refusal', () => {
    show({ status: 'blocked', refusal: { side: 'input', reason: 'Card numbers are never read out.', categories: ['credit_card'] } });
    expect(screen.getByRole('alert').textContent).toContain('Card numbers are never read out.');
    expect(screen.getByRole('list', { name: 'Why it was blocked' }).textContent).toBe('Credit card');
  });

  it('says what to do when an answer failed', () => {
    show({ status: 'failed', content: 'Your', failure: { code: 'AGENT_UNAVAILABLE', message: 'x' } });
    expect(screen.getByRole('alert').textContent).toContain('Try again in a minute.');
  });
});
