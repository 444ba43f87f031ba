import { cdp } from 'vitest/browser';

interface Session {
  send(
    method: 'Emulation.setEmulatedMedia',
    params: { features: { name: string; value: string }[] },
  ): Promise<void>;
}

/** Sets media features, such as `{ 'prefers-reduced-motion': 'reduce' }`. Others keep the browser's value. */
export async function emulateMedia(features: Record<string, string>): Promise<void> {
  const session = cdp() as unknown as Session;
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}
