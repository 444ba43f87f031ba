/** Whether it is an object with properties alone, and no node that React renders: an element, a list or a promise of them. */
export function isPlainObject(value: unknown): boolean {
  const object = Object(value);
  return object === value && !('$$typeof' in object || Symbol.iterator in object || 'then' in object);
}
