import type { IconName } from '../ui/Icon';

export interface Suggestion {
  readonly text: string;
  readonly icon: IconName;
}

/** First questions that this user can really ask: customers about their own orders, staff about all of them. */
export function suggestionsFor(orders: readonly string[]): readonly Suggestion[] {
  const [first, second] = orders;
  if (first === undefined) {
    return [
      { text: 'How many orders were delivered?', icon: 'chart' },
      { text: 'What is the revenue so far?', icon: 'chart' },
    ];
  }
  return [
    { text: `Where is my order ${first}?`, icon: 'box' },
    { text: second === undefined ? `What is in my order ${first}?` : `Where is my order ${second}?`, icon: 'box' },
    { text: 'Which payment methods do you have for me?', icon: 'person' },
    { text: 'How much have I spent so far?', icon: 'chart' },
  ];
}
