/** In a module of its own: the first paint of an avatar needs no other text (0.2 kB, brotli). */
export const RESTRICTED = 'Hidden by the person’s privacy settings';
