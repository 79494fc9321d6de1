import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const bottomThreshold = 96;

export interface AutoScroll {
  readonly isAtBottom: boolean;
  readonly onScroll: () => void;
  readonly scrollToBottom: () => void;
}

/**
 * Follows new text while the reader is at the end, and leaves them alone when they have scrolled up. `resetKey` names the
 * conversation, `ownMessageCount` counts what the reader wrote: both bring the end into view.
 */
export function useAutoScroll(scroller: RefObject<HTMLElement | null>, resetKey: string, ownMessageCount: number): AutoScroll {
  const stickToBottom = useRef(true);
  const lastTop = useRef(0);
  const [isAtBottom, setIsAtBottom] = useState(true);

  const scrollToBottom = useCallback(() => {
    scrollElementToBottom(scroller);
    stickToBottom.current = true;
  }, [scroller]);

  const onScroll = useCallback(() => {
    // Only the reader moves up; a growing text moves the end away, which is no reason to stop following it.
    const top = scrollTopOf(scroller);
    if (isNearBottom(scroller)) stickToBottom.current = true;
    else if (top < lastTop.current) stickToBottom.current = false;
    lastTop.current = top;
    setIsAtBottom(stickToBottom.current);
  }, [scroller]);

  useLayoutEffect(() => scrollToBottom(), [resetKey, ownMessageCount, scrollToBottom]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (stickToBottom.current) scrollElementToBottom(scroller);
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [scroller]);

  return { isAtBottom, onScroll, scrollToBottom };
}

function scrollElementToBottom({ current }: RefObject<HTMLElement | null>): void {
  if (current) current.scrollTop = current.scrollHeight;
}

const scrollTopOf = ({ current }: RefObject<HTMLElement | null>): number => current?.scrollTop ?? 0;

function isNearBottom({ current }: RefObject<HTMLElement | null>): boolean {
  return current === null || current.scrollHeight - current.scrollTop - current.clientHeight < bottomThreshold;
}
