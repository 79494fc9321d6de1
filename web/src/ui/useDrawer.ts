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
    const onChange = () => {
      setOverlay(query.matches);
      setOpen(false);
    };
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);

  useEffect(() => {
    if (!open) return;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
    };
    document.addEventListener('keydown', closeOnEscape, true);
    return () => document.removeEventListener('keydown', closeOnEscape, true);
  }, [open]);

  return { open, overlay, show, hide };
}
