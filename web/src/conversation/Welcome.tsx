import { Icon, type IconName } from '../ui/Icon';
import { suggestionsFor } from './suggestions';

interface Properties {
  readonly name: string;
  readonly orders: readonly string[];
  readonly waiting: boolean;
  readonly onAsk: (text: string) => void;
}

const icons: readonly IconName[] = ['box', 'box', 'person', 'support', 'chart'];

export function Welcome({ name, orders, waiting, onAsk }: Properties) {
  if (waiting) return <div className="conversation-empty" aria-busy="true" />;
  return (
    <div className="conversation-empty welcome">
      <h2>Hello {name.split(' ')[0]}</h2>
      <p>Ask about an order, your account or anything else. Nothing is changed before you have said yes.</p>
      <ul className="suggestions" aria-label="Suggestions">
        {suggestionsFor(orders).map((text, index) => (
          <li key={text}>
            <button type="button" className="suggestion" onClick={() => onAsk(text)}>
              <Icon name={icons[index % icons.length] ?? 'spark'} />
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
