import { describe, expect, it } from 'vitest';
import { readableArguments, toolLabel } from './toolLabels';

describe('readableArguments', () => {
  it('leaves out ids, except those that people know', () => {
    const ids = { item_ids: ['1'], new_item_ids: ['2'], payment_method_id: 'p_1' };
    const given = { order_id: '#W1', ticket_id: 'T-1', user_id: 'ann_1', ...ids, reason: 'x' };
    expect(readableArguments(given).map(([name]) => name)).toEqual(['order_id', 'ticket_id', 'reason']);
  });
});

describe('toolLabel', () => {
  it('does not call what was declined a failure', () => {
    expect(toolLabel('cancel_pending_order', 'declined')).toBe('Cancelling the order: not done, as you wished');
    expect(toolLabel('cancel_pending_order', 'failed')).toBe('Cancelling the order did not work');
  });
});
