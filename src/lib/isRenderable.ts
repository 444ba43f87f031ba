import { isPlainObject } from './isPlainObject.js';

/** Whether React renders a value as a node. It throws for an object that is none, also in a list. */
export function isRenderable(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isRenderable) : !isPlainObject(value);
}
