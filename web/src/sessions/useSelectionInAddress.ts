import { useEffect } from 'react';
import type { ChatController } from '../chat/ChatController';
import { isDraft } from '../chat/model';

const prefix = '#/c/';

/** Keeps the open conversation in the address, so that reload, back and forward find it again. */
export function useSelectionInAddress(controller: ChatController): void {
  useEffect(() => {
    const follow = () => {
      const id = location.hash.startsWith(prefix) ? decodeURIComponent(location.hash.slice(prefix.length)) : null;
      if (controller.store.get().selected !== id) controller.select(id);
    };
    follow();
    const write = () => {
      const { selected } = controller.store.get();
      if (selected !== null && isDraft(selected)) return;
      const hash = selected === null ? '' : prefix + encodeURIComponent(selected);
      if (location.hash !== hash) history.pushState(null, '', hash === '' ? location.pathname : hash);
    };
    addEventListener('popstate', follow);
    const unsubscribe = controller.store.subscribe(write);
    return () => {
      removeEventListener('popstate', follow);
      unsubscribe();
    };
  }, [controller]);
}
