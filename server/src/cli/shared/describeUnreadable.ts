/** A sentence about records that cannot be read. `consequence`: of one, and of many, such as `is not shown` and `are not shown`. */
export function describeUnreadable(count: number, [one, many]: readonly [string, string]): string {
  const subject =
    count === 1 ? `1 record cannot be read and ${one}` : `${count} records cannot be read and ${many}`;
  return `${subject}: damaged, of a newer version of chat-avatar-server, of another user, or on a disk or service with faults. Run enrich: it replaces damaged ones, and names the reason of the others.`;
}
