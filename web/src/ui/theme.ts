export type Theme = 'light' | 'dark';

const storageKey = 'switchboard.theme';

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const storedTheme = (): Theme | null => {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : null;
};

export const currentTheme = (): Theme => storedTheme() ?? systemTheme();

/** A choice that agrees with the system's is not kept, so that the page follows the system again. */
export function applyTheme(theme: Theme): void {
  if (theme === systemTheme()) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, theme);
  applyStoredTheme();
}

export function applyStoredTheme(): void {
  const theme = storedTheme();
  if (theme === null) document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = theme;
}

export function onSystemThemeChange(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
