const day = 24 * 60 * 60_000;

/** Today, Yesterday, This week, Earlier: by calendar days of this browser. */
export function relativeDay(at: number, now: number): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (at >= today) return 'Today';
  if (at >= today - day) return 'Yesterday';
  return at >= today - 6 * day ? 'This week' : 'Earlier';
}

export const clockTime = (at: number): string => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
