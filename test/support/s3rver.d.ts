declare module 's3rver' {
  export interface S3rverOptions {
    address?: string;
    port?: number;
    silent?: boolean;
  }

  export default class S3rver {
    store: unknown;
    context: { store: unknown };
    constructor(options: S3rverOptions);
    run(): Promise<unknown>;
    close(): Promise<void>;
  }
}

declare module 's3rver/lib/models/object.js' {
  import type { Readable } from 'node:stream';

  export default class S3Object {
    constructor(
      bucket: string,
      key: string,
      content: Readable | null,
      metadata: Record<string, string | undefined>,
    );
    key: string;
    content: Buffer | Readable;
    metadata: Record<string, string | undefined>;
    range?: { start: number; end: number };
  }
}
