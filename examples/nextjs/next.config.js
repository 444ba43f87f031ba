import { resolve } from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  // The example lies inside the library's own repository.
  turbopack: { root: resolve(import.meta.dirname, '../..') },
};
