import { Icon } from '../ui/Icon';
import { suggestionsFor } from './suggestions';

interface Props {
  readonly user: { readonly name: string; readonly role: string };
  readonly orders: readonly string[];
  readonly loading: boolean;
  readonly onSuggestion: (text: string) => void;
}

export function Welcome({ user, orders, loading, onSuggestion }: Props) {
  if (loading) return <div className="conversation-empty" aria-busy="true" />;
  return (
    <div className="conversation-empty welcome">
      <h2>Hello {user.name.split(' ')[0]}</h2>
      <p>Ask about an order, your account or anything else. Nothing is changed before you have said yes.</p>
      <ul className="suggestions" aria-label="Suggestions">
        {suggestionsFor(user.role, orders).map(({ text, icon }) => (
          <li key={text}>
            <button type="button" className="suggestion" onClick={() => onSuggestion(text)}>
              <Icon name={icon} />
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
