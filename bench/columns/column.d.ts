/** The column that a page or a process is built with. */
declare module 'column' {
  import type { Column } from './Column.js';

  const column: Column;
  export = column;
}

declare module '*.css';
