import { useCallback, useEffect, useState } from 'react';

export interface Drawer {
  readonly open: boolean;
  /** True where the list is laid over the conversation. */
  readonly overlay: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

const narrow = '(max-width: 819px)';

/** The list of conversations: beside the chat on wide screens, drawn over it on narrow ones. */
export function useDrawer(): Drawer {
  const [open, setOpen] = useState(false);
  const [overlay, setOverlay] = useState(() => matchMedia(narrow).matches);
  const show = useCallback(() => setOpen(true), []);
  const hide = useCallback(() => setOpen(false), []);

  useEffect(() => {
    const query = matchMedia(narrow);
    const follow = () => {
      setOverlay(query.matches);
      setOpen(false);
    };
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);

  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
    };
    document.addEventListener('keydown', close, true);
    return () => document.removeEventListener('keydown', close, true);
  }, [open]);

  return { open, overlay, show, hide };
}
