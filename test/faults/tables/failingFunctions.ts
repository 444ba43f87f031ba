/** How a function of the application fails. */
export const FAILING_FUNCTIONS: [name: string, run: () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('no session');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no database'))],
  ['never settles', () => new Promise(() => {})],
];
