import { afterEach, expect, it, vi } from 'vitest';
import { pageResponse } from '../../src/cli/commands/faces/pageResponse.js';
import { StoreError } from '../../src/store/storage/StoreError.js';

afterEach(() => {
  vi.restoreAllMocks();
});

it('ends the page with the error and closes its HTML if the store fails half-way', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  async function* page(): AsyncGenerator<string, number> {
    yield '<main><ul>';
    yield '<li>Anna</li>';
    throw new StoreError('unreachable', 'The store <is> down.');
  }
  const origin = 'http://127.0.0.1:4020';
  const response = await pageResponse(new Request(origin), origin, page);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(
    '<main><ul><li>Anna</li></ul><p class="empty" role="alert">The other faces cannot be read. ' +
      'The store &lt;is&gt; down.</p></main></body></html>',
  );
  expect(printed.mock.calls).toEqual([['The store <is> down.']]);
});
