import { resolve } from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  // The packages are in the node_modules of two folders above.
  turbopack: { root: resolve(import.meta.dirname, '../../..') },
};
