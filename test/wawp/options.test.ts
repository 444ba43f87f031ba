import { createWawpClient, type WawpClientOptions } from 'chat-avatar/wawp';
import { expect, it, vi } from 'vitest';

it('names an option that createWawpClient does not have, and not its value', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const options = { instanceId: '1', accessToken: 'right', instance_token: 'secret-1234' };
  createWawpClient(options as WawpClientOptions);
  createWawpClient({ instanceId: '1', accessToken: 'right', timeoutMs: undefined });
  const lines = warn.mock.calls.map((call) => call.join(' ')).filter((line) => /createWawpClient/.test(line));
  expect(lines).toEqual([expect.stringMatching(/has no option "instance_token".*accessToken/)]);
  expect(lines.join()).not.toContain('secret-1234');
  warn.mockRestore();
});
