import type { Decorator } from '@storybook/react-vite';
import { useLayoutEffect } from 'react';

/** Puts the toolbar's theme and direction on the page itself, where a user's application has them. */
export const withPage: Decorator = function WithPage(Story, { globals }) {
  const { theme, direction } = globals;
  useLayoutEffect(() => {
    const page = document.documentElement;
    if (theme === 'system') delete page.dataset.theme;
    else page.dataset.theme = theme;
    page.dir = direction;
  }, [theme, direction]);
  return <Story />;
};
