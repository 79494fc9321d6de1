import { Brand } from './Brand';
import { Icon } from './Icon';
import './page-state.css';

export function PageLoading({ label }: { readonly label: string }) {
  return (
    <main className="page-state" aria-busy="true">
      <Brand />
      <p role="status">
        <Icon name="spinner" /> {label}…
      </p>
    </main>
  );
}
