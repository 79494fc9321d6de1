export type Theme = 'light' | 'dark';

const key = 'switchboard.theme';

const system = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const chosen = (): Theme | null => {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : null;
};

export const currentTheme = (): Theme => chosen() ?? system();

/** A choice that agrees with the system's is not kept, so that the page follows the system again. */
export function applyTheme(theme: Theme): void {
  if (theme === system()) localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  showTheme();
}

export function showTheme(): void {
  const theme = chosen();
  if (theme === null) document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = theme;
}

export function onSystemTheme(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
