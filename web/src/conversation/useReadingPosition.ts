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
  const lastTop = useRef(0);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    scrollToEnd(scroller);
    follow.current = true;
  }, [scroller]);

  const onScroll = useCallback(() => {
    // Only the reader moves up; a growing text moves the end away, which is no reason to stop following it.
    const top = topOf(scroller);
    if (isNearEnd(scroller)) follow.current = true;
    else if (top < lastTop.current) follow.current = false;
    lastTop.current = top;
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

const topOf = ({ current }: RefObject<HTMLElement | null>): number => current?.scrollTop ?? 0;

function isNearEnd({ current }: RefObject<HTMLElement | null>): boolean {
  return current === null || current.scrollHeight - current.scrollTop - current.clientHeight < near;
}
