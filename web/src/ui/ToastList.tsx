import { useSyncExternalStore } from 'react';
import { Icon } from './Icon';
import type { Toasts } from './toasts';

export function ToastList({ toasts }: { readonly toasts: Toasts }) {
  const list = useSyncExternalStore(toasts.subscribe, toasts.get);
  return (
    <div className="toasts" role="region" aria-label="Notices">
      {list.map((toast) => (
        <div key={toast.id} className="toast" role="alert">
          <Icon name="warning" />
          <div>
            <strong>{toast.title}</strong>
            <p>{toast.advice}</p>
          </div>
          <button type="button" className="button button-icon" aria-label="Dismiss" onClick={() => toasts.dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
