import { useEffect, useState } from 'react';
import { Icon } from './Icon';
import { applyTheme, currentTheme, onSystemThemeChange } from './theme';

export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => onSystemThemeChange(() => setTheme(currentTheme())), []);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={`Switch to ${other} colours`}
      title={`Switch to ${other} colours`}
      onClick={() => {
        applyTheme(other);
        setTheme(other);
      }}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
