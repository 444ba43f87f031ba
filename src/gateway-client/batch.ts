import type { GatewayAsk } from './GatewayAsk.js';

/** Half of what a gateway takes at once: the URL stays short, and a large screen is answered in parallel. */
const MAX_BATCH = 50;

/**
 * Collects what a screen asks for within a tick, and sends it together. A tick is a task, not a microtask: the effects of
 * one React commit, and the observer's report of all avatars that came into view, each run within one task, and what
 * they ask for arrives through promises that settle at its end. Whom everybody has left by then is not asked about.
 */
export function gatewayBatch(send: (asks: GatewayAsk[]) => void): (ask: GatewayAsk) => void {
  let waiting: GatewayAsk[] = [];

  const flush = () => {
    const wanted = waiting.filter((ask) => !ask.deserted);
    for (const ask of waiting) if (ask.deserted) ask.reject(undefined);
    waiting = [];
    for (let start = 0; start < wanted.length; start += MAX_BATCH) {
      send(wanted.slice(start, start + MAX_BATCH));
    }
  };

  return (ask) => {
    if (waiting.length === 0) setTimeout(flush, 0);
    waiting.push(ask);
  };
}
