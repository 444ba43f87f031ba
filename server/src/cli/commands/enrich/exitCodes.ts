/** The exit codes of `chat-avatar-server enrich`. */
export const EXIT = {
  success: 0,
  notStarted: 1,
  partial: 2,
  stopped: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `Exit codes
  0    success: every chat has an answer
  1    not started: invalid usage, or the credentials, the store or the overview of Wawp are not available
  2    finished, but some chats failed, or --keep-days erased no chat because the store failed
  3    stopped early: Wawp refused the token, the session needs a person to log in, the store is full or refuses
       access, or Wawp, the store or the hosts of the pictures failed for longer than --max-outage
  130  interrupted by SIGINT, SIGTERM or SIGHUP; the results so far are stored
  137  in place of each of these, if the file system of the store hangs: Node then ends by SIGKILL alone
With --config, the exit code that all instances share; otherwise 3 if one did not start or stopped early, and 2 if not.`;
