// JavaScript, because Express has no types of its own.
import express from 'express';

/**
 * The ways to mount a handler of `node:http` at `path`, in the order of the documentation.
 *
 * @type {Record<string, (path: string, handler: import('node:http').RequestListener) => import('node:http').RequestListener>}
 */
export const mounts = {
  'node:http': (_, handler) => handler,
  'Express, at a path': (path, handler) => express().use(path, handler),
  'Express, in a router': (path, handler) => express().use(express.Router().use(path, handler)),
  'Express, for every path': (_, handler) => express().use(handler),
  'Express, after express.json()': (path, handler) => express().use(express.json()).use(path, handler),
  'Express, after express.text()': (path, handler) =>
    express()
      .use(express.text({ type: '*/*' }))
      .use(path, handler),
  'Express, after express.raw()': (path, handler) =>
    express()
      .use(express.raw({ type: '*/*' }))
      .use(path, handler),
};

/** @type {(typeof mounts)[string]} */
export const afterUrlencoded = (path, handler) => express().use(express.urlencoded()).use(path, handler);
