import { useEffect } from 'react';
import type { ChatController } from '../chat/ChatController';
import { isDraft } from '../chat/model';

const prefix = '#/c/';

/** Keeps the open conversation in the URL, so that reload, back and forward find it again. */
export function useSelectionInUrl(controller: ChatController): void {
  useEffect(() => {
    const readUrl = () => {
      const id = location.hash.startsWith(prefix) ? decodeURIComponent(location.hash.slice(prefix.length)) : null;
      if (controller.store.get().selected !== id) controller.select(id);
    };
    readUrl();
    const writeUrl = () => {
      const { selected } = controller.store.get();
      if (selected !== null && isDraft(selected)) return;
      const hash = selected === null ? '' : prefix + encodeURIComponent(selected);
      if (location.hash !== hash) history.pushState(null, '', hash === '' ? location.pathname : hash);
    };
    addEventListener('popstate', readUrl);
    const unsubscribe = controller.store.subscribe(writeUrl);
    return () => {
      removeEventListener('popstate', readUrl);
      unsubscribe();
    };
  }, [controller]);
}
