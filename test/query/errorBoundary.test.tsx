// @vitest-environment jsdom
import {
  QueryErrorResetBoundary,
  useQuery,
  useSuspenseQueries,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import {
  type ChatPicture,
  ChatPictureError,
  chatPictureOptions,
  type PictureSource,
  useChatPicture,
} from 'chat-avatar';
import { Component, type ReactNode, StrictMode, Suspense } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { A, pass, providers, setUpClient } from './usingChatPicture.js';

setUpClient();

interface BoundaryProps {
  onReset: () => void;
  children: ReactNode;
}

class ErrorBoundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    const tryAgain = () => {
      this.props.onReset();
      this.setState({ failed: false });
    };
    return (
      <button type="button" onClick={tryAgain}>
        Try again
      </button>
    );
  }
}

type ReadPicture = (source: PictureSource) => ChatPicture | undefined;

const readers: Record<string, ReadPicture> = {
  useSuspenseQuery: (source) => useSuspenseQuery(chatPictureOptions(source, JOHN)).data,
  useSuspenseQueries: (source) => useSuspenseQueries({ queries: [chatPictureOptions(source, JOHN)] })[0].data,
  'useQuery with throwOnError': (source) =>
    useQuery({ ...chatPictureOptions(source, JOHN), throwOnError: true }).data,
  'useChatPicture with throwOnError': () => useChatPicture(JOHN, { throwOnError: true }).data,
};

beforeEach(() => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
  return () => silence.mockRestore();
});

describe.each(Object.entries(readers))('"Try again" below a QueryErrorResetBoundary, with %s', (_, read) => {
  function open(source: PictureSource, strict: boolean) {
    const Picture = () => {
      const data = read(source);
      return <p>{data === undefined ? 'pending' : data.status}</p>;
    };
    const page = (
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <ErrorBoundary onReset={reset}>
            <Suspense fallback={<p>pending</p>}>
              <Picture />
            </Suspense>
          </ErrorBoundary>
        )}
      </QueryErrorResetBoundary>
    );
    const { container } = render(strict ? <StrictMode>{page}</StrictMode> : page, {
      wrapper: providers(source),
    });
    const tryAgain = () => act(async () => container.querySelector('button')?.click());
    return { text: () => container.textContent, tryAgain };
  }

  describe.each([false, true])('in StrictMode: %s', (strict) => {
    it('refetches, and shows the picture', async () => {
      const source = stubSource((_chatId, _refresh, call) =>
        call === 1 ? new ChatPictureError('unauthorized', 'no') : picture(A),
      );
      const page = open(source, strict);
      await pass();
      expect(page.text()).toBe('Try again');
      await page.tryAgain();
      await pass();
      expect(page.text()).toBe('available');
      expect(source.calls).toHaveLength(2);
    });

    it('shows the error again when it fails again, with one request for each click', async () => {
      const source = stubSource(() => new ChatPictureError('unauthorized', 'no'));
      const page = open(source, strict);
      await pass();
      for (const calls of [2, 3]) {
        await page.tryAgain();
        await pass(10_000);
        expect(page.text()).toBe('Try again');
        expect(source.calls).toHaveLength(calls);
      }
    });
  });
});
