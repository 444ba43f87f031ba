import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../../requests/fetchJson.js';
import type { RunState } from '../Face.js';

const RUN = '/api/faces/run';
const KEY = ['faces', 'run'];

/** While it is going on, in ms. */
const POLL = 400;
/** While the server does not answer. */
const PATIENT_POLL = 5000;

/** How the morning run goes, followed live, and the way to run it again. */
export function useMorningRun() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => fetchJson<RunState>(RUN, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.status !== 'running' ? false : state.status === 'error' ? PATIENT_POLL : POLL,
    retry: 1,
  });
  const again = useMutation({
    mutationFn: () => fetchJson<RunState>(RUN, { method: 'POST' }),
    // A state that was asked for before the run began would end it on the screen.
    onMutate: () => client.cancelQueries({ queryKey: KEY }),
    onSuccess: (state) => client.setQueryData(KEY, state),
  });
  return {
    run: query.data,
    error: again.error ?? query.error,
    isRunning: again.isPending || query.data?.status === 'running',
    runAgain: () => again.mutate(),
    refetch: query.refetch,
  };
}
