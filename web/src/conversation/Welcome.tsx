import { Icon } from '../ui/Icon';
import { suggestionsFor } from './suggestions';

interface Properties {
  readonly name: string;
  readonly orders: readonly string[];
  readonly waiting: boolean;
  readonly onAsk: (text: string) => void;
}

export function Welcome({ name, orders, waiting, onAsk }: Properties) {
  if (waiting) return <div className="conversation-empty" aria-busy="true" />;
  return (
    <div className="conversation-empty welcome">
      <h2>Hello {name.split(' ')[0]}</h2>
      <p>Ask about an order, your account or anything else. Nothing is changed before you have said yes.</p>
      <ul className="suggestions" aria-label="Suggestions">
        {suggestionsFor(orders).map(({ text, icon }) => (
          <li key={text}>
            <button type="button" className="suggestion" onClick={() => onAsk(text)}>
              <Icon name={icon} />
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
