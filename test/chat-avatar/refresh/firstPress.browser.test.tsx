import { render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { JOHN, MONA } from '../../support/chats.js';
import { recordAnnouncements } from '../../support/recordAnnouncements.js';
import { picture, stubSource } from '../../support/sources.js';
import { becomes, inApp, RED, show } from '../showAvatar.js';
import { slowSource, WORDS } from './outcomes.js';

// First in this file, because the code is loaded from then on.
it('announces its progress once, although the code comes meanwhile, and its outcome once', async () => {
  const { source, answer } = slowSource();
  const { root } = show(source, { refreshable: true });
  await becomes(root, 'picture');
  recordAnnouncements();
  screen.getByRole('button').click();
  await waitFor(() => expect(window.announced).toContain('Refreshing picture…'));
  await waitFor(() => expect(source.refreshes()).toBe(1));
  answer.resolve(picture(RED));
  await waitFor(() => expect(window.announced).toContain(WORDS.unchanged));
  expect(window.announced).toEqual(['Refreshing picture…', WORDS.unchanged]);
});

// Chromium ignores `click()` on an element while Enter clicks it, also in the microtasks between two listeners.
it('Enter refreshes, when the button had the focus before hydration and its code is loaded', async () => {
  const source = stubSource(() => picture(RED));
  const app = inApp(source, <ChatAvatar chatId={JOHN} name="John Doe" refreshable />);
  const other = render(inApp(source, <ChatAvatar chatId={MONA} name="Mona" refreshable />));
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(source.refreshes()).toBe(1));
  other.unmount();
  const container = document.createElement('div');
  // Not under the pointer, which would load the code.
  container.style.marginBlockStart = '300px';
  document.body.append(container);
  container.innerHTML = renderToString(app);
  const button = screen.getByRole('button');
  button.focus();
  const root = hydrateRoot(container, app);
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });
  await waitFor(() => expect(source.asked(JOHN)).toBe(1));
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(source.refreshes()).toBe(2));
  await waitFor(() => expect(screen.getByRole('status')).not.toBeEmptyDOMElement());
});
