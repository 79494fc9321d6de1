import './typing-dots.css';

/** Three dots that move while somebody writes; what they mean is said in words beside them. */
export function TypingDots() {
  return (
    <span className="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
