import { Icon } from '../ui/Icon';

export function LoadFailure({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div className="sign-in-problem" role="alert">
      <p>The service cannot be reached. It may still be starting.</p>
      <button type="button" className="button button-quiet" onClick={onRetry}>
        <Icon name="retry" /> Try again
      </button>
    </div>
  );
}
