// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render } from '@testing-library/react';
import type { ChatPicture } from 'chat-avatar';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { freshLibrary } from '../support/freshLibrary.js';
import { picture, stubSource } from '../support/sources.js';

const { library, warnings } = freshLibrary();

afterEach(cleanup);

/** JavaScript: the types forbid what these tests pass. */
type Props = Record<string, unknown>;

async function show(children: ReactNode, labels?: unknown, answer: ChatPicture = NONE) {
  const { ChatPictureProvider, chatPictureOptions } = library();
  const source = stubSource(() => answer);
  const client = new QueryClient();
  client.setQueryData(chatPictureOptions(source, JOHN).queryKey, answer);
  const shown = render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source} labels={labels as object}>
        {children}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  return shown.container;
}

/** Two avatars with the same props, as two rows of a list. */
function rows(props: Props) {
  const { ChatAvatar } = library();
  const row = (name: string) => <ChatAvatar chatId={JOHN} name={name} loading="eager" {...props} />;
  return (
    <>
      {row('John Doe')}
      {row('Jane Doe')}
    </>
  );
}

type Part = 'Face' | 'Initials' | 'Image' | 'RefreshButton';

/** Two avatars from parts, with these props of one of them. */
function composed(part: Part, props: Props) {
  const { ChatAvatar } = library();
  const of = (name: Part) => (name === part ? props : {});
  const row = (name: string) => (
    <ChatAvatar.Root chatId={JOHN} name={name} loading="eager">
      <ChatAvatar.Face {...of('Face')}>
        <ChatAvatar.Initials {...of('Initials')} />
        <ChatAvatar.Image {...of('Image')} />
      </ChatAvatar.Face>
      <ChatAvatar.RefreshButton {...of('RefreshButton')} />
    </ChatAvatar.Root>
  );
  return (
    <>
      {row('John Doe')}
      {row('Jane Doe')}
    </>
  );
}

function members(props: Props, children: unknown = undefined) {
  const { ChatAvatar, ChatAvatarGroup } = library();
  const avatars = ['Ada', 'Bo', 'Cy'].map((name, index) => (
    <ChatAvatar key={name} chatId={`20123456789${index}@c.us`} name={name} />
  ));
  return <ChatAvatarGroup {...props}>{(children ?? avatars) as ReactNode}</ChatAvatarGroup>;
}

/** Values that people may well pass, by mistake, and the warning. */
const MISTAKES: [Props, RegExp][] = [
  [{ size: 'medium' }, /invalid size "medium"\. It is xs, sm, md, lg, xl, a number of px above 0, or a CSS/],
  [{ size: 'MD' }, /invalid size "MD"/],
  [{ size: '40 px' }, /invalid size "40 px"/],
  [{ size: '0px' }, /invalid size "0px"/],
  [{ size: '-4px' }, /invalid size "-4px"/],
  [{ size: 'auto' }, /invalid size "auto"/],
  [{ size: '' }, /invalid size ""/],
  [{ size: Number.NaN }, /invalid size NaN/],
  [{ size: 0 }, /invalid size 0\./],
  [{ size: -1 }, /invalid size -1/],
  [{ size: Number.POSITIVE_INFINITY }, /invalid size Infinity/],
  [{ size: true }, /invalid size true/],
  [{ shape: 'Circle' }, /invalid shape "Circle"\. It is "square" or "rounded" or "circle"/],
  [{ ring: true }, /invalid ring true\. It is "active" or "unread"/],
  [{ ring: 'green' }, /invalid ring "green"/],
  [{ loading: 'auto' }, /invalid loading "auto"\. It is "lazy" or "eager"/],
  [{ name: 201234567890 }, /invalid name\. It is a string/],
  [{ name: { first: 'John' } }, /invalid name\./],
  [{ alt: false }, /invalid alt\. It is a string/],
  [{ className: { active: true } }, /invalid className\. It is a string/],
  [{ style: 'color: red' }, /invalid style\. It is an object/],
  [{ style: [{ color: 'red' }] }, /invalid style\./],
  [{ badge: { status: 'online' } }, /invalid badge\. It is an element, a string or a number/],
  [{ badge: [{ status: 'online' }] }, /invalid badge\./],
  [{ badge: new Date(0) }, /invalid badge\./],
  [{ onStateChange: 'changed' }, /invalid onStateChange\. It is a function/],
  [{ onRefreshed: {} }, /invalid onRefreshed\. It is a function/],
  [{ palette: ['#f00', '#0f0'] }, /invalid palette\. It is an array of { light, dark }/],
  [{ palette: 'red' }, /invalid palette/],
  [{ palette: [{ background: '#f00', foreground: '#fff' }] }, /invalid palette/],
  [{ palette: [{ light: { background: '#fff', foreground: '#000' } }] }, /invalid palette/],
  [{ palette: [null] }, /invalid palette/],
  [{ refreshable: 'false' }, /invalid refreshable "false"\. It is true or false/],
  [{ restrictedBadge: { label: 'x' } }, /invalid restrictedBadge\. It is true, false or a string/],
  [{ render: <div /> }, /invalid render\. It is a function that returns an element/],
  [{ renderImage: <img alt="" /> }, /invalid renderImage\. It is a function/],
  [{ renderImage: { $$typeof: Symbol.for('react.forward_ref') } }, /invalid renderImage/],
  [{ labels: 'de' }, /labels that are no object\. Import a set/],
  [{ labels: { refrech: 'x' } }, /label of an unknown name, "refrech"/],
  [{ labels: { refresh: 'Neu laden' }, refreshable: true }, /label "refresh" that is not a function/],
  [{ src: 'https://example.com/john.png' }, /takes no src\. Pictures come from the source of/],
  [{ width: 40 }, /takes no width\. Pass size/],
  [{ jid: JOHN }, /takes no jid\. Pass chatId/],
  [{ chatid: JOHN }, /takes no chatid\. Pass chatId/],
  [{ as: 'div' }, /takes no as\. Pass render/],
  [{ variant: 'circular' }, /takes no variant\. Pass shape/],
  [{ color: 'red' }, /takes no color\. Pass palette/],
  [{ fallback: 'J' }, /takes no fallback\. It is the initials of name/],
  [{ picture: 'https://example.com/john.png' }, /takes no picture\. Pictures come from the source of/],
  [{ children: <b /> }, /takes no children\. To compose an avatar, render the parts/],
];

describe.each(MISTAKES)('<ChatAvatar {...%o} />', (props, sentence) => {
  it('is warned about once, and shows its row', async () => {
    const container = await show(rows(props));
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
    expect(warnings()[0]).toMatch(/^chat-avatar: <ChatAvatar> /);
    expect(warnings()[0]).not.toContain('201234567890@c.us');
    expect(container.querySelectorAll('[data-chat-avatar]')).toHaveLength(2);
  });

  it('shows its row in production, without a warning', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const container = await show(rows(props), undefined, picture('https://example.com/john.png'));
    expect(warnings()).toEqual([]);
    expect(container.querySelectorAll('[data-chat-avatar]')).toHaveLength(2);
    expect(container.textContent?.includes('undefined')).toBe(false);
  });
});

/** The parts, and the mistakes in them. */
const PART_MISTAKES: [Part, Props, RegExp][] = [
  ...(['Face', 'Initials', 'Image', 'RefreshButton'] as const).flatMap((part): [Part, Props, RegExp][] => [
    [part, { style: 'color: red' }, /invalid style\. It is an object/],
    [part, { style: 5 }, /invalid style\./],
    [part, { style: [{ color: 'red' }] }, /invalid style\./],
    [part, { className: { active: true } }, /invalid className\. It is a string/],
    [part, { render: <b /> }, /invalid render\. It is a function that returns an element/],
  ]),
  ['Image', { src: 'https://example.com/john.png' }, /takes no src\. Pictures come from the source/],
  ['RefreshButton', { title: { text: 'Refresh' } }, /invalid title\. It is a string/],
  ['RefreshButton', { title: [{ text: 'Refresh' }] }, /invalid title\./],
  ['RefreshButton', { onRefreshed: 'refreshed' }, /invalid onRefreshed\. It is a function/],
  ['RefreshButton', { onClick: 'clicked' }, /invalid onClick\./],
  ['RefreshButton', { children: 'Refresh' }, /takes no children\. .* pass render/],
  ['RefreshButton', { labels: { refrech: 'x' } }, /label of an unknown name, "refrech"/],
];

describe.each(PART_MISTAKES)('<ChatAvatar.%s {...%o} />', (part, props, sentence) => {
  const url = 'https://example.com/john.png';

  it('is warned about once, and shows its row', async () => {
    const container = await show(composed(part, props), undefined, picture(url));
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
    expect(warnings()[0]).toMatch(new RegExp(`^chat-avatar: <ChatAvatar\\.${part}> `));
    expect(container.querySelectorAll('img')).toHaveLength(2);
  });

  it('shows its row in production, without a warning', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const container = await show(composed(part, props), undefined, picture(url));
    expect(warnings()).toEqual([]);
    expect(container.querySelectorAll('img')).toHaveLength(2);
    expect(container.querySelectorAll('[data-chat-avatar-refresh]')).toHaveLength(2);
  });
});

it('valid props of the parts are not warned about', async () => {
  await show(
    <>
      {composed('Face', { style: { color: 'red' }, className: 'face', render: undefined })}
      {composed('Initials', { style: null, children: <b /> })}
      {composed('Image', { style: {}, className: 'image' })}
      {composed('RefreshButton', { title: 'Again', onClick: () => {}, style: { color: 'red' } })}
    </>,
    undefined,
    picture('https://example.com/john.png'),
  );
  expect(warnings()).toEqual([]);
});

it('valid values are not warned about', async () => {
  const light = { background: '#ffffff', foreground: '#000000' };
  await show(
    <>
      {rows({ size: '40', shape: 'circle', ring: 'active', loading: 'lazy', alt: '', palette: [] })}
      {rows({
        size: '40px',
        palette: [{ light, dark: light }],
        restrictedBadge: 'Hidden',
        refreshable: true,
      })}
      {rows({ size: '2rem', labels: { hidden: 'Verborgen', refresh: undefined }, refreshable: true })}
      {rows({ size: 'var(--size)', name: null, ring: undefined, title: 'John', width: undefined })}
      {rows({ size: 'calc(1em + 2px)' })}
      {rows({ badge: ['1', <b key="b" />, null, 2], style: { color: 'red' } })}
      {rows({ badge: new Set(['1']), style: null })}
      {rows({ badge: false, palette: null })}
      {members({ max: 2, total: 9, size: 24 })}
      {members({ max: Number.POSITIVE_INFINITY })}
      {members({ max: undefined, total: 0 })}
    </>,
    { contact: 'Kontakt', more: (count: number) => `+${count} weitere` },
  );
  expect(warnings()).toEqual([]);
});

it('a label that is no function is replaced by the English one, and so is one that is undefined', async () => {
  const labels = { refresh: 'Neu laden', more: undefined, others: 'x', contact: () => 'Kontakt' };
  const container = await show(
    <>
      {rows({ refreshable: true })}
      {members({ max: 2 })}
      {rows({ chatId: '123456789@lid', name: null })}
    </>,
    labels,
  );
  const names = [...container.querySelectorAll('[aria-label]')].map((element) =>
    element.getAttribute('aria-label'),
  );
  expect(names).toContain('Refresh picture of John Doe');
  expect(names).toContain('+1 more');
  expect(names).toContain('Contact');
});

describe('<ChatAvatar.Root>', () => {
  it.each([
    [{ refreshable: true }, /takes no refreshable\. Render <ChatAvatar\.RefreshButton>/],
    [{ renderImage: () => null }, /takes no renderImage\. Pass it to <ChatAvatar\.Image>/],
  ])('%o is warned about', async (props, sentence) => {
    const { ChatAvatar } = library();
    await show(
      <ChatAvatar.Root chatId={JOHN} {...(props as object)}>
        <ChatAvatar.Face>
          <ChatAvatar.Initials />
        </ChatAvatar.Face>
      </ChatAvatar.Root>,
    );
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('<ChatAvatarGroup>', () => {
  it.each<[Props, RegExp, number]>([
    [{ max: 0 }, /invalid max 0\. It is a number of 1 or more/, 1],
    [{ max: 'all' }, /invalid max "all"/, 3],
    [{ max: Number.NaN }, /invalid max NaN/, 3],
    [{ total: 'many' }, /invalid total "many"/, 3],
    [{ size: 'big' }, /invalid size "big"/, 3],
    [{ style: 'color: red' }, /<ChatAvatarGroup> got an invalid style\. It is an object/, 3],
  ])('%o is warned about once, and shows the members', async (props, sentence, shown) => {
    const container = await show(members(props));
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
    expect(container.querySelectorAll('[data-chat-avatar-item] > [data-chat-avatar]')).toHaveLength(shown);
  });

  it('max={null} shows all members', async () => {
    const container = await show(members({ max: null }));
    expect(container.querySelectorAll('[data-chat-avatar-item] > [data-chat-avatar]')).toHaveLength(3);
  });

  it('with a function as children, or one wrapper around all avatars, is warned about', async () => {
    const { ChatAvatar } = library();
    await show(members({}, () => null));
    const inner = [JOHN, '201234567891@c.us'].map((id) => <ChatAvatar key={id} chatId={id} />);
    await show(members({ max: 1 }, <div>{inner}</div>));
    expect(warnings()).toEqual([
      expect.stringMatching(/takes no children\. Pass elements, not a function/),
      expect.stringMatching(/one child with several children, which counts as one avatar/),
    ]);
  });
});

describe('<ChatPictureProvider labels>', () => {
  it.each([
    ['de', /<ChatPictureProvider> got labels that are no object/],
    [{ de: {} }, /unknown name, "de"/],
  ])('%o is warned about once', async (labels, sentence) => {
    await show(rows({}), labels);
    await show(rows({}), labels);
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('<ChatPictureProvider>', () => {
  it.each([
    ['queryClient', /takes no queryClient\. Pass it to <QueryClientProvider client>/],
    ['client', /takes no client\. Pass it to <QueryClientProvider client>/],
    ['cooldownMs', /takes no cooldownMs\. It takes source, labels, refreshCooldownMs and children\./],
  ])('a prop of another name, %s, is warned about once', async (name, sentence) => {
    const { ChatPictureProvider } = library();
    const props = { [name]: 1 };
    const provider = (
      <ChatPictureProvider source={stubSource(() => NONE)} {...props}>
        {null}
      </ChatPictureProvider>
    );
    await show(
      <>
        {provider}
        {provider}
      </>,
    );
    expect(warnings()).toEqual([expect.stringMatching(sentence)]);
  });
});
