import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const near = 96;

export interface ReadingPosition {
  readonly atEnd: boolean;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
}

/**
 * Follows new text while the reader is at the end, and leaves them alone when they have scrolled up. `resetKey` names the
 * conversation, `ownMessages` counts what the reader wrote: both bring the end into view.
 */
export function useReadingPosition(
  scroller: RefObject<HTMLElement | null>,
  resetKey: string,
  ownMessages: number,
): ReadingPosition {
  const follow = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    scrollToEnd(scroller);
    follow.current = true;
  }, [scroller]);

  const onScroll = useCallback(() => {
    follow.current = isNearEnd(scroller);
    setAtEnd(follow.current);
  }, [scroller]);

  useLayoutEffect(() => toEnd(), [resetKey, ownMessages, toEnd]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (follow.current) scrollToEnd(scroller);
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [scroller]);

  return { atEnd, onScroll, toEnd };
}

function scrollToEnd({ current }: RefObject<HTMLElement | null>): void {
  if (current) current.scrollTop = current.scrollHeight;
}

function isNearEnd({ current }: RefObject<HTMLElement | null>): boolean {
  return current === null || current.scrollHeight - current.scrollTop - current.clientHeight < near;
}
