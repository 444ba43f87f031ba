import { cdp } from 'vitest/browser';

interface Session {
  send(
    method: 'Input.dispatchMouseEvent',
    params: { type: 'mouseMoved'; x: number; y: number },
  ): Promise<void>;
}

// All files share one page. The pointer is where the file before has left it, and Chromium opens the bubble of a refresh button that
// comes to lie under it some frames later. The last pixel of the viewport is outside of the frame of the tests.
await (cdp() as unknown as Session).send('Input.dispatchMouseEvent', {
  type: 'mouseMoved',
  x: 1399,
  y: 1799,
});
