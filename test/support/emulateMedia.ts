import { cdp } from 'vitest/browser';

interface Session {
  send(
    method: 'Emulation.setEmulatedMedia',
    params: { media: string; features: { name: string; value: string }[] },
  ): Promise<void>;
}

/** Sets media features, such as `{ 'prefers-reduced-motion': 'reduce' }`. Others keep the browser's value, and so does no `media`. */
export async function emulateMedia(
  features: Record<string, string>,
  media: 'print' | '' = '',
): Promise<void> {
  const session = cdp() as unknown as Session;
  await session.send('Emulation.setEmulatedMedia', {
    media,
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}
