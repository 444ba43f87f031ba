/** The component that a page is built with. */
declare module 'peer' {
  import type { Peer } from './faces/Peer.js';

  const peer: Peer;
  export = peer;
}
