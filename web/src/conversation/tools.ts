import { capitalised } from './agents';

interface ToolWords {
  /** While it runs. */
  readonly doing: string;
  /** Once it is over. */
  readonly done: string;
}

const tools: Readonly<Record<string, ToolWords>> = {
  find_user_id_by_email: { doing: 'Looking you up by e-mail', done: 'Looked you up by e-mail' },
  find_user_id_by_name_zip: { doing: 'Looking you up by name', done: 'Looked you up by name' },
  get_user_details: { doing: 'Reading your account', done: 'Read your account' },
  get_order_details: { doing: 'Looking up the order', done: 'Looked up the order' },
  get_product_details: { doing: 'Looking up the product', done: 'Looked up the product' },
  get_item_details: { doing: 'Looking up the item', done: 'Looked up the item' },
  list_all_product_types: { doing: 'Listing products', done: 'Listed products' },
  calculate: { doing: 'Calculating', done: 'Calculated' },
  cancel_pending_order: { doing: 'Cancelling the order', done: 'Cancelled the order' },
  modify_pending_order_address: { doing: 'Changing the delivery address', done: 'Changed the delivery address' },
  modify_pending_order_payment: { doing: 'Changing the payment', done: 'Changed the payment' },
  modify_pending_order_items: { doing: 'Changing the items', done: 'Changed the items' },
  return_delivered_order_items: { doing: 'Requesting the return', done: 'Requested the return' },
  exchange_delivered_order_items: { doing: 'Requesting the exchange', done: 'Requested the exchange' },
  modify_user_address: { doing: 'Changing your address', done: 'Changed your address' },
  create_ticket: { doing: 'Opening a ticket', done: 'Opened a ticket' },
  add_ticket_comment: { doing: 'Adding to the ticket', done: 'Added to the ticket' },
  get_ticket: { doing: 'Reading the ticket', done: 'Read the ticket' },
  list_my_tickets: { doing: 'Looking up your tickets', done: 'Looked up your tickets' },
  order_statistics: { doing: 'Counting orders', done: 'Counted orders' },
  revenue_report: { doing: 'Adding up orders', done: 'Added up orders' },
  transfer_to_human_agents: { doing: 'Handing over to a person', done: 'Handed over to a person' },
};

const questions: Readonly<Record<string, string>> = {
  cancel_pending_order: 'Cancel this order?',
  modify_pending_order_address: 'Change the delivery address?',
  modify_pending_order_payment: 'Change the payment method?',
  modify_pending_order_items: 'Change the items of this order?',
  return_delivered_order_items: 'Return these items?',
  exchange_delivered_order_items: 'Exchange these items?',
  modify_user_address: 'Change your address?',
  create_ticket: 'Open a support ticket?',
  add_ticket_comment: 'Add this to the ticket?',
  transfer_to_human_agents: 'Hand over to a person?',
};

const words = (identifier: string): string => identifier.replaceAll('_', ' ');

export function toolLabel(tool: string, state: 'started' | 'completed' | 'failed'): string {
  const known = tools[tool];
  if (state === 'started') return known?.doing ?? `Running ${words(tool)}`;
  if (state === 'completed') return known?.done ?? `Ran ${words(tool)}`;
  return `${known?.doing ?? capitalised(words(tool))} did not work`;
}

/** How a source is called under an answer: the record where there is one, but an account not by its id. */
export function sourceLabel(source: string, reference: string | null | undefined): string {
  if (source === 'get_user_details' || source.startsWith('find_user_id')) return 'Account';
  return reference ?? capitalised(words(source));
}

export const approvalQuestion = (tool: string): string => questions[tool] ?? `${capitalised(words(tool))}?`;

/** `order_id` → `Order`, `new_item_ids` → `New items`. */
export function argumentLabel(name: string): string {
  const label = words(name)
    .replace(/ ids$/, 's')
    .replace(/ id$/, '');
  return capitalised(label);
}

/** A tool's argument as a person reads it. */
export function argumentText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(argumentText).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `${argumentLabel(name)}: ${argumentText(inner)}`)
      .join('; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
