import type { Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import { themes } from 'storybook/theming';
import '../src/avatar/styles.css';
import './preview.css';
import { emulator, worker } from './emulator.js';
import { withChatPictures } from './withChatPictures.js';
import { withPage } from './withPage.js';

// An emulator that draws faces, on a small machine, may need more than the second that is usual.
configure({ asyncUtilTimeout: 60_000 });

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withPage, withChatPictures],
  parameters: {
    layout: 'padded',
    docs: { theme: prefersDark ? themes.dark : themes.light },
    controls: { expanded: true, matchers: { date: /(At|asOf)$/ } },
    a11y: { test: 'error' },
    options: {
      storySort: {
        // First what it is and how to use it, then each part, and at the end what one looks up.
        order: [
          'Introduction',
          'Overview',
          'States and styling',
          'Refresh',
          'Composition',
          'ChatAvatar',
          'ChatAvatarGroup',
          'Refresh button',
          'useChatPicture',
          'Long list',
          'Colours',
          'Matrix',
        ],
      },
    },
  },
  initialGlobals: { theme: 'system', direction: 'ltr' },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: {
        title: 'Theme',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'System', icon: 'browser' },
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
    direction: {
      description: 'Direction of the text',
      toolbar: {
        title: 'Direction',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right', icon: 'arrowrightalt' },
          { value: 'rtl', title: 'Right to left', icon: 'arrowleftalt' },
        ],
      },
    },
  },
  beforeAll: async () => {
    await worker.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: { url: './mockServiceWorker.js' },
    });
  },
  beforeEach: () => {
    emulator.reset();
  },
};

export default preview;
