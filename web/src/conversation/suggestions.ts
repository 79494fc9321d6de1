/** First questions that this customer can really ask. */
export function suggestionsFor(orders: readonly string[]): readonly string[] {
  const [first, second] = orders;
  return [
    ...(first === undefined ? [] : [`Where is my order ${first}?`]),
    ...(second === undefined ? [] : [`What did I order in ${second}?`]),
    'Which payment methods do you have for me?',
    'I want to report a damaged item',
    ...(first === undefined ? ['How many orders were delivered?'] : ['How much have I spent so far?']),
  ];
}
