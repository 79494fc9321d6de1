import { Brand } from './Brand';
import { Icon } from './Icon';
import './page-state.css';

/** In place of a page of which a part is missing: after an update of the platform, an open tab may ask for files that are gone. */
export function PageFailure() {
  return (
    <main className="page-state" role="alert">
      <Brand />
      <p>A part of this page could not be loaded. Check your connection, then load the page again.</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        <Icon name="retry" /> Load again
      </button>
    </main>
  );
}
