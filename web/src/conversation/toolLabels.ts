import { capitalise } from '../ui/capitalise';

interface ToolLabels {
  /** While it runs. */
  readonly running: string;
  /** Once it is over. */
  readonly completed: string;
}

const toolLabels: Readonly<Record<string, ToolLabels>> = {
  find_user_id_by_email: { running: 'Looking you up by e-mail', completed: 'Looked you up by e-mail' },
  find_user_id_by_name_zip: { running: 'Looking you up by name', completed: 'Looked you up by name' },
  get_user_details: { running: 'Reading your account', completed: 'Read your account' },
  get_order_details: { running: 'Looking up the order', completed: 'Looked up the order' },
  get_product_details: { running: 'Looking up the product', completed: 'Looked up the product' },
  get_item_details: { running: 'Looking up the item', completed: 'Looked up the item' },
  list_all_product_types: { running: 'Listing products', completed: 'Listed products' },
  calculate: { running: 'Calculating', completed: 'Calculated' },
  cancel_pending_order: { running: 'Cancelling the order', completed: 'Cancelled the order' },
  modify_pending_order_address: { running: 'Changing the delivery address', completed: 'Changed the delivery address' },
  modify_pending_order_payment: { running: 'Changing the payment', completed: 'Changed the payment' },
  modify_pending_order_items: { running: 'Changing the items', completed: 'Changed the items' },
  return_delivered_order_items: { running: 'Requesting the return', completed: 'Requested the return' },
  exchange_delivered_order_items: { running: 'Requesting the exchange', completed: 'Requested the exchange' },
  modify_user_address: { running: 'Changing your address', completed: 'Changed your address' },
  create_ticket: { running: 'Opening a ticket', completed: 'Opened a ticket' },
  add_ticket_comment: { running: 'Adding to the ticket', completed: 'Added to the ticket' },
  get_ticket: { running: 'Reading the ticket', completed: 'Read the ticket' },
  list_my_tickets: { running: 'Looking up your tickets', completed: 'Looked up your tickets' },
  order_statistics: { running: 'Counting orders', completed: 'Counted orders' },
  revenue_report: { running: 'Adding up orders', completed: 'Added up orders' },
  transfer_to_human_agents: { running: 'Handing over to a person', completed: 'Handed over to a person' },
};

const approvalTitles: Readonly<Record<string, string>> = {
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

const toWords = (identifier: string): string => identifier.replaceAll('_', ' ');

export function toolLabel(tool: string, state: 'started' | 'completed' | 'declined' | 'failed'): string {
  const known = toolLabels[tool];
  if (state === 'started') return known?.running ?? `Running ${toWords(tool)}`;
  if (state === 'completed') return known?.completed ?? `Ran ${toWords(tool)}`;
  if (state === 'declined') return `${known?.running ?? capitalise(toWords(tool))}: not done, as you wished`;
  return `${known?.running ?? capitalise(toWords(tool))} did not work`;
}

/** How a source is called under an answer: the record where there is one, but an account not by its id. */
export function sourceLabel(source: string, reference: string | null | undefined): string {
  if (source === 'get_user_details' || source.startsWith('find_user_id')) return 'Account';
  return reference ?? capitalise(toWords(source));
}

export const approvalTitle = (tool: string): string => approvalTitles[tool] ?? `${capitalise(toWords(tool))}?`;

/** `order_id` → `Order`, `address1` → `Address1`. */
export function argumentLabel(name: string): string {
  return capitalise(toWords(name).replace(/ id$/, ''));
}

/** Ids that people know: they stand in mails and on invoices. */
const knownIds: readonly string[] = ['order_id', 'ticket_id'];

/** What a person can read of a call's arguments. Other ids tell nobody anything: the question names what they stand for. */
export const readableArguments = (values: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: unknown])[] =>
  Object.entries(values).filter(([name]) => knownIds.includes(name) || !/_ids?$/.test(name));

/** A tool's argument as a person reads it. */
export function argumentText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(argumentText).join(', ');
  if (typeof value === 'object')
    return readableArguments(value as Readonly<Record<string, unknown>>)
      .map(([name, inner]) => `${argumentLabel(name)}: ${argumentText(inner)}`)
      .join('; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
