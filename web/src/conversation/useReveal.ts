import { useEffect, useState, useSyncExternalStore } from 'react';

const reducedMotion = '(prefers-reduced-motion: reduce)';

/** How many characters of the text to show next: more the further behind, always up to the end of a word. */
export function nextLength(text: string, shown: number): number {
  const step = Math.max(3, Math.ceil((text.length - shown) / 20));
  const space = text.slice(shown + step).search(/\s/);
  return space < 0 ? text.length : shown + step + space + 1;
}

/**
 * Text that grows word by word, although it arrives sentence by sentence, each as soon as it has been checked. What is there when the
 * component appears is shown at once, and so is everything for readers who want less motion.
 */
export function useReveal(text: string): { readonly visible: string; readonly revealing: boolean } {
  const [shown, setShown] = useState(text.length);
  const still = useSyncExternalStore(onMotionChange, () => matchMedia(reducedMotion).matches);
  const revealing = !still && shown < text.length;

  useEffect(() => {
    if (!revealing) return;
    const frame = requestAnimationFrame(() => setShown(document.hidden ? text.length : nextLength(text, shown)));
    return () => cancelAnimationFrame(frame);
  }, [revealing, shown, text]);

  return { visible: revealing ? text.slice(0, shown) : text, revealing };
}

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia(reducedMotion);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
