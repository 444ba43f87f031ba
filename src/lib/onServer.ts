/** Whether there is no DOM: on a server, and also in React Native and in a worker. */
export const ON_SERVER = typeof document === 'undefined';
