import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serverClock } from '../clock/ServerClock';
import type { ApprovalEntry } from '../chat/model';
import { ApprovalCard } from './ApprovalCard';

const approval: ApprovalEntry = {
  kind: 'approval',
  key: 'a',
  approvalId: 'a1',
  replyId: null,
  tool: 'modify_pending_order_items',
  arguments: {
    order_id: '#W1',
    new_item_ids: ['11', '22'],
    payment_method_id: 'credit_card_7',
    user_id: 'ann_1',
    address: { city: 'Portland', zip: '97201' },
  },
  reason: 'Two items will be changed.',
  expiresAt: Date.now() + 60_000,
  at: 1,
  pendingResponse: null,
  outcome: null,
};

function show(rest: Partial<ApprovalEntry> = {}) {
  const onRespond = vi.fn();
  const onStartTyping = vi.fn();
  render(<ApprovalCard approval={{ ...approval, ...rest }} onRespond={onRespond} onStartTyping={onStartTyping} />);
  return { onRespond, onStartTyping };
}

describe('ApprovalCard', () => {
  afterEach(cleanup);

  it('says what would be done, readably', () => {
    show();
    expect(screen.getByRole('group', { name: 'Change the items of this order?' })).toBeDefined();
    expect(screen.getByText('Two items will be changed.')).toBeDefined();
    expect(screen.getAllByRole('definition').map((one) => one.textContent)).toEqual(['#W1', 'City: Portland; Zip: 97201']);
    expect(screen.getAllByRole('term').map((one) => one.textContent)).toEqual(['Order', 'Address']);
  });

  it('is answered with the keyboard alone', async () => {
    const { onRespond } = show();
    await userEvent.tab();
    expect(document.activeElement?.textContent).toContain('Yes');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(onRespond).toHaveBeenCalledWith(false);
  });

  it('lets the reader write instead, and takes no letter for an answer', async () => {
    const { onRespond, onStartTyping } = show();
    await userEvent.keyboard('y');
    expect(onStartTyping).toHaveBeenCalled();
    expect(onRespond).not.toHaveBeenCalled();
  });

  it.each([
    ['while the answer is on its way', { pendingResponse: true }, 'Sending your answer…'],
    ['once it was approved', { outcome: 'approved' }, 'You said yes.'],
    ['once it was rejected', { outcome: 'rejected' }, 'Not done. Nothing was changed.'],
    ['once it has expired', { expiresAt: Date.now() - 1 }, 'This question has expired. Ask again if you still want it.'],
  ] as const)('offers no buttons %s', (_, rest, text) => {
    show(rest);
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.getByText(text)).toBeDefined();
  });

  it('expires by the server’s clock, and opens again when that turns out to be behind', () => {
    const minutes = 60_000;
    show({ expiresAt: Date.now() - 30 * minutes });
    expect(screen.queryAllByRole('button')).toEqual([]);
    act(() => serverClock.ask()(Date.now() - 40 * minutes));
    expect(screen.getAllByRole('button')).toHaveLength(2);
    act(() => serverClock.ask()(Date.now()));
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
