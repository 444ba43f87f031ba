export const ON_SERVER = typeof document === 'undefined';
