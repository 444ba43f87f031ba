import { hasSystemCode } from '../../lib/hasSystemCode.js';

/** A sentence about the limit of open files, if it is the cause of the error. */
export function describeFileLimit(error: unknown): string | undefined {
  if (!hasSystemCode(error, 'EMFILE') && !hasSystemCode(error, 'ENFILE')) return undefined;
  return (
    'This process or machine may not open as many files as chat-avatar-server needs. Raise the limit to 1,024 or more: ' +
    '"ulimit -n 1024" in a shell, LimitNOFILE= in a systemd unit, the option ulimit of a container.'
  );
}
