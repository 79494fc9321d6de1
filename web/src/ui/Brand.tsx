export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="var(--accent-strong)" />
        <path d="M9 11c0 9 14 1 14 10" fill="none" stroke="#bfe8dc" strokeWidth="2.6" strokeLinecap="round" />
        <circle cx="9" cy="10" r="3.4" fill="#fff" />
        <circle cx="23" cy="22" r="3.4" fill="#f2b872" />
      </svg>
      Switchboard
    </span>
  );
}
