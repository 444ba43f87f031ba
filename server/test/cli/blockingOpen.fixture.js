// Loaded by `--import` into a process of the command line. A pipe in place of a record then blocks a thread of libuv's pool for ever, as a
// network file system does that hangs: `open` waits for a writer.
import { constants, promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { open } = promises;
promises.open = (path, flags, mode) =>
  open(path, typeof flags === 'number' ? flags & ~constants.O_NONBLOCK : flags, mode);
syncBuiltinESMExports();
