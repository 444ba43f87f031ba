import { openIn } from './openIn';

export function mount() {
  const frame = document.createElement('iframe');
  frame.name = 'specimen';
  frame.style.cssText = 'position: fixed; inset: 0; inline-size: 100%; block-size: 100%; border: 0';
  document.body.append(frame);
  if (frame.contentDocument) openIn(frame.contentDocument);
}
