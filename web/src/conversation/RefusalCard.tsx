import type { Refusal } from '../chat/model';
import { Icon } from '../ui/Icon';
import { capitalise } from '../ui/capitalise';
import './chips.css';
import './notice.css';

export function RefusalCard({ refusal }: { readonly refusal: Refusal }) {
  return (
    <div className="notice notice-blocked" role="alert">
      <Icon name="shield" />
      <div>
        <strong>{refusal.side === 'input' ? 'Blocked by the safety checks' : 'The answer was held back by the safety checks'}</strong>
        <p>{refusal.reason}</p>
        {refusal.categories.length > 0 && (
          <ul className="chips" aria-label="Why it was blocked">
            {refusal.categories.map((category) => (
              <li key={category} className="chip">
                {capitalise(category.replaceAll('_', ' '))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
