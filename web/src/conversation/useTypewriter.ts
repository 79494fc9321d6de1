import { useEffect, useState, useSyncExternalStore } from 'react';

const reducedMotionQuery = '(prefers-reduced-motion: reduce)';

/** How many characters of the text to show next: more the further behind, always up to the end of a word. */
export function nextLength(text: string, visibleLength: number): number {
  const step = Math.max(3, Math.ceil((text.length - visibleLength) / 20));
  const space = text.slice(visibleLength + step).search(/\s/);
  return space < 0 ? text.length : visibleLength + step + space + 1;
}

/**
 * Text that grows word by word, although it arrives sentence by sentence, each as soon as it has been checked. What is there when the
 * component appears is visible at once, and so is everything for readers who want less motion.
 */
export function useTypewriter(text: string): { readonly visible: string; readonly isTyping: boolean } {
  const [visibleLength, setVisibleLength] = useState(text.length);
  const prefersReducedMotion = useSyncExternalStore(onMotionChange, () => matchMedia(reducedMotionQuery).matches);
  const isTyping = !prefersReducedMotion && visibleLength < text.length;

  useEffect(() => {
    if (!isTyping) return;
    const frame = requestAnimationFrame(() => setVisibleLength(document.hidden ? text.length : nextLength(text, visibleLength)));
    return () => cancelAnimationFrame(frame);
  }, [isTyping, visibleLength, text]);

  return { visible: isTyping ? text.slice(0, visibleLength) : text, isTyping };
}

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia(reducedMotionQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
