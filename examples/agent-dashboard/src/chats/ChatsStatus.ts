/** How the request for the conversations goes: a part of `useChats()`. */
export interface ChatsStatus {
  isDemo: boolean;
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  hasNextPage: boolean;
  isFetchNextPageError: boolean;
  error: Error | null;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}
