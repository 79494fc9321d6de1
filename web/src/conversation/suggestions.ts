import type { IconName } from '../ui/Icon';

export interface Suggestion {
  readonly text: string;
  readonly icon: IconName;
}

const staffRoles: readonly string[] = ['operator', 'administrator'];

const staffSuggestions: readonly Suggestion[] = [
  { text: 'How many orders were delivered?', icon: 'chart' },
  { text: 'What is the revenue so far?', icon: 'chart' },
];

const customerSuggestions: readonly Suggestion[] = [
  { text: 'Which payment methods do you have for me?', icon: 'person' },
  { text: 'How much have I spent so far?', icon: 'chart' },
];

/** First questions that this user can really ask: customers about their own orders where those are known, staff about all of them. */
export function suggestionsFor(role: string, orders: readonly string[]): readonly Suggestion[] {
  const [first, second] = orders;
  if (first === undefined) return staffRoles.includes(role) ? staffSuggestions : customerSuggestions;
  return [
    { text: `Where is my order ${first}?`, icon: 'box' },
    { text: second === undefined ? `What is in my order ${first}?` : `Where is my order ${second}?`, icon: 'box' },
    ...customerSuggestions,
  ];
}
